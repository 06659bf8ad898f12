/** Whether a text is English. Pure, apart from class-path resources. Touches the lexicon. */
@NullMarked
package io.llmcache.internal.guard.language;

import org.jspecify.annotations.NullMarked;
