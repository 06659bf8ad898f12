package io.llmcache.itests.methods;

import io.llmcache.interceptor.LlmCacheEviction;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code GET /shop/METHOD?id=..} calls the method and answers with its result. */
@WebServlet("/shop/*")
public class ShopServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Inject private transient Shop shop;
  @Inject private transient ShopOffice office;
  @Inject private transient Event<LlmCacheEviction> evictions;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String answer;
    try {
      String id = request.getParameter("id");
      shop.arrive(id);
      answer = String.valueOf(calls().get(request.getPathInfo().substring(1)).apply(id));
    } catch (RuntimeException e) {
      answer = e.toString();
    }
    response.setContentType("text/plain");
    response.getWriter().print(answer);
  }

  private Map<String, Function<String, Object>> calls() {
    return Map.ofEntries(
        Map.entry("product", shop::product),
        Map.entry("products", id -> shop.products(id) + " " + shop.runs()),
        Map.entry("found", shop::found),
        Map.entry("number", shop::number),
        Map.entry("later", id -> shop.later(id).toCompletableFuture().join()),
        Map.entry("future", id -> shop.future(id).join()),
        Map.entry("stream", this::streamed),
        Map.entry("publisher", this::published),
        Map.entry("fails", shop::fails),
        Map.entry("configured", shop::configured),
        Map.entry("answer", id -> shop.answer(id, () -> {})),
        Map.entry("change", did(shop::change)),
        Map.entry("change-in-vain", did(shop::changeInVain)),
        Map.entry("stock", office::stock),
        Map.entry("office-change", did(office::change)),
        Map.entry("office-roll-back", did(office::changeAndRollBack)),
        Map.entry("office-fire", office::fire),
        Map.entry("office-fire-roll-back", did(office::fireAndRollBack)),
        Map.entry("fire", did(id -> evictions.fire(LlmCacheEviction.tag("product:" + id)))));
  }

  private static Function<String, Object> did(java.util.function.Consumer<String> call) {
    return id -> {
      call.accept(id);
      return "done";
    };
  }

  private String streamed(String id) {
    try (Stream<Shop.Product> items = shop.stream(id)) {
      return items.toList().toString();
    }
  }

  private String published(String id) {
    CompletableFuture<String> whole = new CompletableFuture<>();
    shop.publisher(id)
        .subscribe(
            new Flow.Subscriber<>() {
              private final List<Shop.Product> items = new ArrayList<>();

              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(Shop.Product item) {
                items.add(item);
              }

              @Override
              public void onError(Throwable failure) {
                whole.completeExceptionally(failure);
              }

              @Override
              public void onComplete() {
                whole.complete(items.toString());
              }
            });
    return whole.join();
  }
}
