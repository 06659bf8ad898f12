package io.llmcache.itests.identity;

import io.llmcache.interceptor.http.LlmCacheHttpClient;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * Asks the provider that {@code X-Provider} names for its caller, and answers with what the cache
 * said. All callers share the application's credential.
 */
@WebServlet(urlPatterns = {"/open", "/secured"})
public class IdentityServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final String CREDENTIAL = "Bearer sk-of-the-application";

  private transient HttpClient jdk;
  private transient Client jaxRs;
  @Resource private transient ManagedExecutorService executor;

  @Override
  public void init() {
    jdk =
        LlmCacheHttpClient.wrap(
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    jaxRs = ClientBuilder.newClient();
  }

  @Override
  public void destroy() {
    jaxRs.close();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    URI provider = URI.create(request.getHeader("X-Provider"));
    byte[] body = request.getInputStream().readAllBytes();
    Callable<String> call =
        switch (request.getHeader("X-Client")) {
          case "jdk" -> () -> byJdk(provider, body);
          case "method" -> () -> byMethod(body);
          default -> () -> byJaxRs(provider, body);
        };
    try {
      String said =
          "managed".equals(request.getHeader("X-Thread"))
              ? executor.submit(call).get()
              : call.call();
      response.getOutputStream().print(said);
    } catch (ExecutionException e) {
      throw new ServletException(e.getCause());
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private String byJdk(URI provider, byte[] body) throws Exception {
    HttpResponse<Void> reply =
        jdk.sendAsync(
                HttpRequest.newBuilder(provider)
                    .header("Content-Type", "application/json")
                    .header("Authorization", CREDENTIAL)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                HttpResponse.BodyHandlers.discarding())
            .get();
    return String.join(",", reply.headers().allValues("Cache-Status"));
  }

  private static String byMethod(byte[] body) {
    return CDI.current().select(Advice.class).get().on(new String(body, StandardCharsets.UTF_8));
  }

  private String byJaxRs(URI provider, byte[] body) {
    try (Response reply =
        jaxRs
            .target(provider)
            .request()
            .header("Authorization", CREDENTIAL)
            .post(Entity.json(body))) {
      reply.readEntity(String.class);
      return String.valueOf(reply.getHeaderString("Cache-Status"));
    }
  }
}
