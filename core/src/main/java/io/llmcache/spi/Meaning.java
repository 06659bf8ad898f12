package io.llmcache.spi;

/**
 * What a stored reply answers, so that it can be found by meaning. It lies in the entry itself:
 * whoever has the entry can index it, and whoever finds it in an index can check it.
 *
 * @param scope what the request said beside the question
 * @param question the text that was asked
 * @param embedder {@link Embedder#id} of the one that made the vector
 * @param vector of unit length; not to be written into
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, only held
public record Meaning(SemanticScope scope, String question, String embedder, float[] vector) {}
