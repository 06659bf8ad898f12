package io.llmcache.itests.redeploy;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** A filter of the application's own, which its clients find by {@code META-INF/services}. */
public class OwnClientFilter implements ClientRequestFilter {

  /** The field that it adds to each call. */
  public static final String FIELD = "X-Own-Filter";

  @Override
  public void filter(ClientRequestContext request) {
    request.getHeaders().putSingle(FIELD, "was here");
  }
}
