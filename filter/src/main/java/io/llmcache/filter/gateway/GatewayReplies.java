package io.llmcache.filter.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.CacheStatus;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Lease;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.filter.io.RequestHeaders;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own answers, in the form in which most providers report errors. They name the route
 * and the cause, never an address, a credential or a class.
 */
final class GatewayReplies {

  private GatewayReplies() {}

  /** A request that goes nowhere. */
  static Reply refused(RefusedException why) {
    return error(why.status(), why.reason(), Headers.EMPTY);
  }

  /**
   * The upstream gave no answer, or one that broke off before it began: 502, or 504 if time ran
   * out.
   */
  static Reply failed(String route, @Nullable Lease lease, Throwable cause) {
    Throwable root = cause(cause);
    String message = "Route \"%s\": %s.".formatted(route, words(root));
    return error(
        root instanceof HttpTimeoutException ? 504 : 502,
        message,
        lease == null ? Headers.EMPTY : ofCache(lease));
  }

  private static Headers ofCache(Lease lease) {
    Headers headers = Headers.of(CacheStatus.FIELD, lease.cacheStatus());
    String explanation = lease.explanation();
    return explanation == null ? headers : headers.plus(RequestHeaders.EXPLAIN, explanation);
  }

  /** The client's own body could not be read. */
  static Reply unread(@Nullable String why) {
    return error(400, "The request's body could not be read: " + why, Headers.EMPTY);
  }

  private static Reply error(int status, String message, Headers more) {
    String text =
        "{\"error\":{\"message\":\"" + escaped(message) + "\",\"type\":\"llmcache_gateway\"}}";
    Headers headers =
        Headers.of("Content-Type", "application/json").plus("Cache-Control", "no-store");
    if (status == 405) {
      headers = headers.plus("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    for (String name : List.of(CacheStatus.FIELD, RequestHeaders.EXPLAIN)) {
      String value = more.first(name);
      headers = value == null ? headers : headers.plus(name, value);
    }
    return new Reply(status, headers, new ReplyBody.Whole(text.getBytes(UTF_8)));
  }

  private static String words(Throwable cause) {
    if (cause instanceof RefusedException refused) {
      return refused.reason();
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return "the upstream accepted no connection in time";
    }
    if (cause instanceof HttpTimeoutException) {
      return "the upstream sent nothing in time";
    }
    if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
      return "the upstream's host name is unknown";
    }
    if (cause instanceof ConnectException) {
      return cause.getCause() == null || cause.getCause() instanceof ConnectException
          ? "the upstream refused the connection, or there is no way to it"
          : words(cause.getCause());
    }
    if (cause instanceof SSLException) {
      return "no secure connection to the upstream: its certificate or protocol was not accepted";
    }
    return "the upstream closed the connection before it answered";
  }

  /** Without the wrappers that futures add. */
  private static Throwable cause(Throwable failure) {
    Throwable root = failure;
    while (root instanceof CompletionException && root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .limit(500)
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                escaped.append('\\').appendCodePoint(c);
              } else if (c < 0x20 || c == 0x7f) {
                escaped.append(' ');
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
