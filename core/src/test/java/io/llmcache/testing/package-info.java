/**
 * What the tests of all modules share: contracts that every store, format and way in passes, fakes,
 * and the manual clock. Touches core's public rooms, JUnit and AssertJ.
 */
@NullMarked
package io.llmcache.testing;

import org.jspecify.annotations.NullMarked;
