package io.llmcache.testing;

import io.llmcache.exchange.Headers;

/**
 * A request as a test wants it sent.
 *
 * @param path raw, from the first slash, with the query
 * @param headers without lengths and Host
 * @param body empty: none is sent
 */
public record Ask(String method, String path, Headers headers, byte[] body) {

  /** The credential of all requests that say no other. */
  public static final String CREDENTIAL = "Bearer sk-test-1";

  /** A chat completion with this JSON. */
  public static Ask chat(String json) {
    Headers headers =
        Headers.of("Content-Type", "application/json").plus("Authorization", CREDENTIAL);
    return new Ask("POST", OpenAiChatFixtures.PATH, headers, OpenAiChatFixtures.bytes(json));
  }

  /** A request for embeddings with this JSON. */
  public static Ask embeddings(String json) {
    return chat(json).to(EmbeddingsFixtures.PATH);
  }

  /** The same request with this field in place of any of its name. */
  public Ask with(String name, String value) {
    return new Ask(method, path, headers.with(name, value), body);
  }

  /** The same request to another path. */
  public Ask to(String otherPath) {
    return new Ask(method, otherPath, headers, body);
  }
}
