package io.llmcache.cli;

import io.llmcache.cli.Trouble.Remedy;
import io.llmcache.cli.common.JobError;
import io.llmcache.cli.common.JsonObjectText;
import java.net.ConnectException;
import java.net.http.HttpHeaders;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says what an error of the provider means for the line and for the run. */
final class ProviderErrors {

  /** Who asks to be left alone for longer is not waited for. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504, 529);

  private final Redaction redaction;
  private final InstantSource clock;

  ProviderErrors(Redaction redaction, InstantSource clock) {
    this.redaction = redaction;
    this.clock = clock;
  }

  /** What a reply with a status other than 200 means. */
  Trouble of(int status, HttpHeaders headers, byte[] body) {
    ErrorBody error = ErrorBody.of(body);
    String said = redaction.of(error.message());
    String message =
        "the provider answered %d%s".formatted(status, said.isEmpty() ? "" : ": " + said);
    if (status == 401 || error.code().equals("insufficient_quota")) {
      return new Trouble(message, Remedy.END);
    }
    if (!PASSING.contains(status)) {
      return new Trouble(message, Remedy.NONE);
    }
    Duration wait = RetryAfter.of(headers, clock.instant());
    if (wait.compareTo(PATIENCE) > 0) {
      String later = message + " (and wants to be left alone for " + Times.of(wait) + ")";
      return new Trouble(later, Remedy.END);
    }
    boolean limited = status == 429 || status == 503 || status == 529;
    return new Trouble(message, limited ? Remedy.SLOWER : Remedy.AGAIN, wait);
  }

  /** What it means that there was no reply, or that it broke off. */
  Trouble of(Throwable cause) {
    if (isOutOfReach(cause)) {
      return new Trouble(
          "the provider cannot be reached (%s)".formatted(described(cause)), Remedy.AGAIN_OR_END);
    }
    if (cause instanceof SSLException) {
      return new Trouble("no safe connection (%s)".formatted(described(cause)), Remedy.END);
    }
    return new Trouble("no whole answer came (%s)".formatted(described(cause)), Remedy.AGAIN);
  }

  private static boolean isOutOfReach(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof ConnectException || at instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private String described(Throwable cause) {
    String message = redaction.of(cause.getMessage() == null ? "" : cause.getMessage());
    String kind = cause instanceof HttpTimeoutException ? "" : cause.getClass().getSimpleName();
    return message.isEmpty() || kind.isEmpty() ? kind + message : kind + ": " + message;
  }

  /** The error that a provider's body tells of; a body of another form is its own message. */
  private record ErrorBody(String message, String code) {

    static ErrorBody of(byte[] body) {
      String text = new String(body, StandardCharsets.UTF_8);
      try {
        JsonObjectText reply = JsonObjectText.parse(body);
        byte[] inner = reply.has("error") ? objectOrNull(reply) : body;
        if (inner == null) {
          return new ErrorBody(orEmpty(reply.text("error")), "");
        }
        JsonObjectText error = JsonObjectText.parse(inner);
        String code = error.has("code") ? error.text("code") : null;
        return new ErrorBody(orEmpty(error.text("message")), orEmpty(code));
      } catch (JobError e) {
        return new ErrorBody(text, "");
      }
    }

    private static byte @Nullable [] objectOrNull(JsonObjectText reply) {
      try {
        return reply.object("error");
      } catch (JobError e) {
        return null;
      }
    }

    private static String orEmpty(@Nullable String text) {
      return text == null ? "" : text;
    }
  }
}
