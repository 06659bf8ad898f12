/**
 * Whether two questions that an embedder finds close may share an answer: guards look at the texts
 * and object. Pure: no clock, threads or I/O, but for resources of the class path. Touches lexicon.
 */
@NullMarked
package io.llmcache.internal.guard;

import org.jspecify.annotations.NullMarked;
