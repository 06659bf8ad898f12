/**
 * Tests on a real WildFly with a real Redis Stack, from the outside wherever that is possible: what
 * a client sees, and how often the upstream was called.
 */
@NullMarked
package io.llmcache.itests;

import org.jspecify.annotations.NullMarked;
