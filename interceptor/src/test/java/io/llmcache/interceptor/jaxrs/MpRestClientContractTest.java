package io.llmcache.interceptor.jaxrs;

import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Sender;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.eclipse.microprofile.rest.client.RestClientBuilder;

/** The contract, through a MicroProfile Rest Client. */
class MpRestClientContractTest extends JaxRsContract {

  @Override
  protected Sender open(URI target, Map<String, String> settings) {
    return new ProxySender(target, settings);
  }

  /** A provider as an application declares it. */
  public interface Provider extends AutoCloseable {

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    Response post(byte[] body);

    @GET
    Response get();
  }

  private static final class ProxySender implements Sender {

    private final Deployment deployment;
    private final URI target;
    private final Provider provider;
    private final ThreadLocal<Ask> current = new ThreadLocal<>();

    ProxySender(URI target, Map<String, String> settings) {
      this.deployment = new Deployment(settings);
      this.target = target;
      this.provider =
          RestClientBuilder.newBuilder()
              .baseUri(target)
              .property("microprofile.rest.client.disable.default.mapper", true)
              .register((ClientRequestFilter) this::shape)
              .build(Provider.class);
    }

    /** Gives the request what a typed proxy cannot say. */
    private void shape(ClientRequestContext request) {
      Ask ask = current.get();
      request.setUri(URI.create(target + ask.path()));
      request.setMethod(ask.method());
      ask.headers().forEach((name, value) -> request.getHeaders().putSingle(name, value));
    }

    @Override
    public Answer send(Ask ask) throws Exception {
      current.set(ask);
      return deployment.run(
          () ->
              JaxRsSender.answer(
                  ask.body().length == 0 ? provider.get() : provider.post(ask.body())));
    }

    @Override
    public void close() {
      try {
        provider.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      deployment.close();
    }
  }
}
