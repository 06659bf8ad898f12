package io.llmcache.internal.wire.method;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcache.exchange.MethodFraming;
import io.llmcache.spi.Shape;
import java.net.URI;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/** What the target of a method's call says. Read by prefixes, as it is written in one place. */
record MethodTarget(URI target) {

  private static final String VALUE = "/value/";
  private static final String ITEMS = "/items/";

  /** Whether there is a method there at all. */
  static boolean is(URI target) {
    String path = target.getRawPath();
    return MethodFraming.SCHEME.equalsIgnoreCase(target.getScheme())
        && path != null
        && (path.startsWith(VALUE) || path.startsWith(ITEMS));
  }

  Shape shape() {
    return target.getRawPath().startsWith(ITEMS) ? Shape.STREAM : Shape.UNARY;
  }

  String name() {
    return decoded(target.getRawPath().substring(VALUE.length()));
  }

  /** Of the query, undecoded; empty if it is missing. */
  String returns() {
    String given = part("returns=");
    return given == null ? "" : given;
  }

  @Nullable String question() {
    String given = part("question=");
    return given == null ? null : decoded(given);
  }

  private @Nullable String part(String opening) {
    String query = target.getRawQuery();
    for (String part : query == null ? new String[0] : query.split("&")) {
      if (part.startsWith(opening)) {
        return part.substring(opening.length());
      }
    }
    return null;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
