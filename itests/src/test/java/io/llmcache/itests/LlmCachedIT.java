package io.llmcache.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.llmcache.itests.methods.Shop;
import io.llmcache.itests.methods.ShopServlet;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cached methods of an application that has no beans.xml, and one dependency. */
@ArquillianTest
class LlmCachedIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Server.Deployed shop;

  private static WebArchive war(String name) {
    return Deployments.cached(name, Map.of("llmcache.method.Shop.configured.cached", "false"))
        .addPackage(ShopServlet.class.getPackage());
  }

  private static synchronized Server.Deployed shop() {
    if (shop == null) {
      shop = Server.deploy(war("methods"));
    }
    return shop;
  }

  @AfterAll
  static void undeploy() {
    if (shop != null) {
      shop.close();
    }
  }

  private static String call(String method, String id) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(shop().uri("/shop/" + method + "?id=" + id)).build();
      return HTTP.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "product",
        "products",
        "found",
        "number",
        "later",
        "future",
        "stream",
        "publisher",
        "answer",
        "stock"
      })
  void isRunOnceForEachArgument(String method) {
    String first = call(method, "a");
    assertThat(first).doesNotContain("xception");
    assertThat(call(method, "a")).isEqualTo(first);
    assertThat(call(method, "b")).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"product", "later", "future", "stream", "publisher"})
  void isRunOnceForCallersAtATime(String method) {
    String id = Shop.TOGETHER + "-" + method;
    List<CompletableFuture<HttpResponse<String>>> callers =
        Stream.generate(() -> HttpRequest.newBuilder(shop().uri("/shop/" + method + "?id=" + id)))
            .limit(Shop.CALLERS)
            .map(request -> HTTP.sendAsync(request.build(), BodyHandlers.ofString()))
            .toList();

    Set<String> answers =
        callers.stream().map(each -> each.join().body()).collect(Collectors.toSet());
    assertThat(answers).singleElement(STRING).contains(id).doesNotContain("xception");
  }

  @Test
  void whatItThrowsIsNeverKept() {
    String first = call("fails", "a");
    assertThat(first).contains("IllegalStateException: run ");
    assertThat(call("fails", "a")).contains("IllegalStateException: run ").isNotEqualTo(first);
  }

  @Test
  void whatUnlessHoldsForIsNotKept() {
    String first = call("products", "none");
    assertThat(first).startsWith("[] ");
    assertThat(call("products", "none")).startsWith("[] ").isNotEqualTo(first);
  }

  @Test
  void theConfigurationGoesBeforeTheAnnotation() {
    assertThat(call("configured", "a")).isNotEqualTo(call("configured", "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"change", "fire", "office-change"})
  void isTakenAwayAtOnceOrOnCommit(String change) {
    String before = call("product", change);
    String other = call("product", change + "-other");
    assertThat(call(change, change)).isEqualTo("done");
    assertThat(call("product", change)).isNotEqualTo(before);
    assertThat(call("product", change + "-other")).isEqualTo(other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"office-roll-back", "office-fire-roll-back"})
  void isNotTakenAwayWhenRolledBack(String change) {
    String before = call("product", change);
    assertThat(call(change, change)).isEqualTo("done");
    assertThat(call("product", change)).isEqualTo(before);
  }

  @Test
  void isNotTakenAwayWhenTheMethodFails() {
    String before = call("product", "vain");
    assertThat(call("change-in-vain", "vain")).contains("in vain");
    assertThat(call("product", "vain")).isEqualTo(before);
  }

  @Test
  void isNotTakenAwayBeforeTheCommit() {
    String before = call("product", "in-tx");
    assertThat(before).contains("run=" + call("office-fire", "in-tx"));
    assertThat(call("product", "in-tx")).isNotEqualTo(before);
  }

  @Test
  void aMethodThatCannotBeCachedFailsTheDeployment() {
    WebArchive wrong = Deployments.cached("methods-wrong", Map.of()).addClass(NotCacheable.class);
    assertThatThrownBy(() -> Server.deploy(wrong).close())
        .hasStackTraceContaining("NotCacheable.open: ")
        .hasStackTraceContaining("java.io.InputStream has no JSON form");
  }
}
