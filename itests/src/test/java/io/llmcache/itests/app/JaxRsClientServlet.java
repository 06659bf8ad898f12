package io.llmcache.itests.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Calls with the server's JAX-RS client, as it comes. */
@WebServlet(urlPatterns = "/jax-rs", asyncSupported = true)
public class JaxRsClientServlet extends ClientServlet {

  private static final long serialVersionUID = 1L;

  private transient Client client;

  @Override
  public void init() {
    client = ClientBuilder.newClient();
  }

  @Override
  public void destroy() {
    client.close();
  }

  @Override
  Response call(
      String method, URI target, MultivaluedMap<String, String> headers, byte @Nullable [] body) {
    Invocation.Builder request =
        client.target(target).request().headers(new MultivaluedHashMap<String, Object>(headers));
    return body == null
        ? request.method(method)
        : request.method(method, Entity.entity(body, headers.getFirst("Content-Type")));
  }
}
