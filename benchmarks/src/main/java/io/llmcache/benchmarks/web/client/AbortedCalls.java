package io.llmcache.benchmarks.web.client;

import jakarta.ws.rs.client.ClientBuilder;

/** The floor: a filter has the answer beforehand. */
public final class AbortedCalls extends Calls {

  public AbortedCalls(String target) {
    super(ClientBuilder.newBuilder().register(new Abort()), target);
  }
}
