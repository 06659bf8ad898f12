package io.llmcache.itests.app;

import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.jspecify.annotations.Nullable;

/** Calls with a proxy of the MicroProfile Rest Client. */
@WebServlet(urlPatterns = "/rest-client", asyncSupported = true)
public class RestClientServlet extends ClientServlet {

  private static final long serialVersionUID = 1L;

  @Override
  Response call(
      String method, URI target, MultivaluedMap<String, String> headers, byte @Nullable [] body) {
    RestClientBuilder builder =
        RestClientBuilder.newBuilder()
            .baseUri(target)
            .property("microprofile.rest.client.disable.default.mapper", true);
    headers.forEach(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Content-Type")) {
            values.forEach(value -> builder.header(name, value));
          }
        });
    Provider provider = builder.build(Provider.class);
    return body == null ? provider.get() : provider.post(headers.getFirst("Content-Type"), body);
  }

  /** The provider's API; the path is in the base address. */
  public interface Provider {

    @GET
    Response get();

    @POST
    Response post(@HeaderParam("Content-Type") String type, byte[] body);
  }
}
