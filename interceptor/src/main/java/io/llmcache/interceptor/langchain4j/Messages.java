package io.llmcache.interceptor.langchain4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Reply;
import io.llmcache.interceptor.outbound.CacheFields;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** LangChain4j's requests and responses in the cache's words, and back. */
final class Messages {

  private Messages() {}

  static boolean isPlainJson(HttpRequest request) {
    Headers headers = headers(request.headers());
    return request.body() != null
        && request.formDataFields().isEmpty()
        && request.formDataFiles().isEmpty()
        && CacheFields.arePlainJson(
            headers.first("Content-Type"), headers.first("Content-Encoding"));
  }

  static byte[] body(HttpRequest request) {
    return request.body().getBytes(UTF_8);
  }

  static Headers headers(Map<String, List<String>> fields) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    fields.forEach(
        (name, values) -> {
          if (values != null && !name.startsWith(":")) {
            given.put(name, values);
          }
        });
    return Headers.of(given);
  }

  /** Of a call that the cache keeps out of: the same object where there is nothing to take away. */
  static HttpRequest withoutOwnFields(HttpRequest request) {
    return request.headers().keySet().stream().anyMatch(CacheFields::isOwn)
        ? without(request, CacheFields::isOwn)
            .formDataFields(request.formDataFields())
            .formDataFiles(request.formDataFiles())
            .body(request.body())
            .build()
        : request;
  }

  /**
   * Of a call that the cache looks at: without what was said to it.
   *
   * @param less the body in place of its own; null: its own
   */
  static HttpRequest forProvider(HttpRequest request, byte @Nullable [] less) {
    return without(request, CacheFields::isForCache)
        .body(less == null ? request.body() : new String(less, UTF_8))
        .build();
  }

  private static HttpRequest.Builder without(HttpRequest request, Predicate<String> taken) {
    Map<String, List<String>> kept = new LinkedHashMap<>(request.headers());
    kept.keySet().removeIf(taken);
    return HttpRequest.builder().method(request.method()).url(request.url()).headers(kept);
  }

  /**
   * The reply as a client of LangChain4j's gives it. Blocks while it arrives.
   *
   * @throws HttpException if it is an error
   */
  static SuccessfulHttpResponse response(Reply reply) {
    byte[] body;
    try (InputStream in = reply.body().stream()) {
      body = in.readAllBytes();
    } catch (IOException e) {
      throw new RuntimeException(e);
    }
    if (!isSuccess(reply.status())) {
      throw new HttpException(reply.status(), new String(body, UTF_8));
    }
    return SuccessfulHttpResponse.builder()
        .statusCode(reply.status())
        .headers(map(reply.headers()))
        .body(body)
        .build();
  }

  /** The beginning of a stream. */
  static SuccessfulHttpResponse head(int status, Headers headers) {
    return SuccessfulHttpResponse.builder().statusCode(status).headers(map(headers)).build();
  }

  /** The provider's own, with these fields more. */
  static SuccessfulHttpResponse with(SuccessfulHttpResponse response, Headers more) {
    return SuccessfulHttpResponse.builder()
        .statusCode(response.statusCode())
        .headers(map(headers(response.headers()).plus(more)))
        .body(response.bodyBytes())
        .build();
  }

  static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }

  private static Map<String, List<String>> map(Headers headers) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, value) -> fields.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
    return fields;
  }
}
