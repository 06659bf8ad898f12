package io.llmcache.cli;

import org.jspecify.annotations.Nullable;

/**
 * What one line asks for.
 *
 * @param path of the request: begins with a slash, perhaps with a query
 * @param tags by which the answer can be invalidated, with commas between; empty: none of its own
 * @param body of the request, as it is sent
 * @param answer the ready-made one; null: the provider's
 */
record Job(String path, String tags, byte[] body, @Nullable String answer) {}
