package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Refresher;
import io.llmcache.interceptor.outbound.CacheFields;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes a client's call once more, without its caller: as an invocation of the same client. What
 * goes out is the request that the first call would have made, after its filters.
 *
 * <p>RESTEasy makes the call past the application's filters, which may know their caller by its
 * thread. Elsewhere they run again, and the invocation is marked, so that the cache records its
 * reply instead of looking it up.
 */
final class BackgroundCall implements Refresher {

  private static final String MARK = "io.llmcache.background";

  private final Client client;
  private final Configuration configuration;
  private final Executor executor;
  private final boolean pastFilters;

  /**
   * @param executor for reading on
   */
  BackgroundCall(ClientRequestContext request, Executor executor) {
    this.client = request.getClient();
    this.configuration = request.getConfiguration();
    this.executor = executor;
    this.pastFilters = Platform.of(request) == Platform.RESTEASY;
  }

  /** Blocks. Throws what the client throws, for example that it is closed. */
  @Override
  public void call(CacheRequest asked, Lease lease) {
    Invocation made = invocation(asked, new Marked(asked, lease, executor));
    // the lease is given back unused where a filter of the application's answered
    try (lease) {
      if (pastFilters) {
        drain(ResteasyCall.makePastFilters(made, new RecordedReply(lease, executor)));
      } else {
        make(made);
      }
    } catch (IOException e) {
      // recorded where it was read
    }
  }

  private static void make(Invocation made) throws IOException {
    try (Response reply = made.invoke()) {
      if (reply.hasEntity()) {
        drain(reply.readEntity(InputStream.class));
      }
    }
  }

  private Invocation invocation(CacheRequest asked, Marked mark) {
    WebTarget target = client.target(asked.target());
    configuration.getProperties().forEach(target::property);
    Invocation.Builder request = target.request().property(MARK, mark);
    asked
        .headers()
        .keeping(name -> !name.equalsIgnoreCase("Content-Type") && !CacheFields.isForCache(name))
        .forEach(request::header);
    String type = asked.headers().first("Content-Type");
    return request.build(asked.method(), Entity.entity(asked.body(), type));
  }

  private static void drain(InputStream body) throws IOException {
    try (body) {
      body.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** What a marked request is made for; null: it is an application's own. */
  static @Nullable Marked of(ClientRequestContext request) {
    return request.getProperty(MARK) instanceof Marked mark ? mark : null;
  }

  /** The request that is to be made, and to whom its reply goes. */
  record Marked(CacheRequest asked, Lease lease, Executor executor) {

    /** Undoes what filters added a second time. */
    void restore(ClientRequestContext request) {
      request.setUri(asked.target());
      request.getHeaders().clear();
      asked.headers().forEach((name, value) -> request.getHeaders().add(name, value));
      request.setEntity(asked.body());
    }
  }
}
