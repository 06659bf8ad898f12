package io.llmcache.benchmarks.web.client;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.util.Arrays;

/** Answers each request with the same bytes, without a call. */
final class Abort implements ClientRequestFilter {

  /** Of each answer, in bytes. */
  static final int LENGTH = 2_048;

  private static final byte[] ANSWER = new byte[LENGTH];

  static {
    Arrays.fill(ANSWER, (byte) 'a');
  }

  @Override
  public void filter(ClientRequestContext request) {
    request.abortWith(Response.ok(new ByteArrayInputStream(ANSWER), "application/json").build());
  }
}
