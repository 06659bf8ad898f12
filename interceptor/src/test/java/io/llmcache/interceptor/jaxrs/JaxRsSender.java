package io.llmcache.interceptor.jaxrs;

import io.llmcache.exchange.Headers;
import io.llmcache.testing.Answer;
import io.llmcache.testing.Ask;
import io.llmcache.testing.Sender;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;

/** A JAX-RS client in a deployment of its own. */
final class JaxRsSender implements Sender {

  private final Deployment deployment;
  private final Client client;
  private final URI target;

  JaxRsSender(Client client, URI target, Map<String, String> settings) {
    this.deployment = new Deployment(settings);
    this.client = client;
    this.target = target;
  }

  @Override
  public Answer send(Ask ask) throws Exception {
    return deployment.run(() -> answer(request(ask).invoke()));
  }

  private Invocation request(Ask ask) {
    Invocation.Builder builder = client.target(target + ask.path()).request();
    ask.headers().keeping(name -> !name.equalsIgnoreCase("Content-Type")).forEach(builder::header);
    return ask.body().length == 0
        ? builder.build(ask.method())
        : builder.build(
            ask.method(), Entity.entity(ask.body(), ask.headers().first("Content-Type")));
  }

  /** The reply as it is. */
  static Answer answer(Response response) {
    InputStream body = response.readEntity(InputStream.class);
    return new Answer(response.getStatus(), Headers.of(response.getStringHeaders()), body);
  }

  @Override
  public void close() {
    client.close();
    deployment.close();
  }
}
