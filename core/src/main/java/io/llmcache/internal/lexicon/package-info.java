/**
 * What is known about English words: synonyms, opposites, broader words, inflections. Made from
 * WordNet 3.1 in the build. Pure after loading; touches nothing but the JDK.
 */
@NullMarked
package io.llmcache.internal.lexicon;

import org.jspecify.annotations.NullMarked;
