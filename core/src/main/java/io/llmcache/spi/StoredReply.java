package io.llmcache.spi;

import io.llmcache.exchange.Headers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is kept.
 *
 * @param storedAt when it was stored
 * @param initialAge how old it was then, by the upstream's Age field
 * @param lifetime how long it is fresh, counted from storedAt less initialAge
 * @param epoch the epoch at which its upstream call began
 * @param format id of its wire format
 * @param model the model that the request named
 * @param form of the body: the {@link RequestFacts#form} of the request that it answered
 * @param headers only those that are kept (an allow list)
 * @param body decoded from any content encoding; not to be written into
 * @param usage tokens that the call cost
 * @param took how long the upstream took, from the call to the last byte
 * @param tags by which it can be invalidated; sorted
 * @param pace when its bytes came; {@link Pace#UNKNOWN} where nobody took the time
 * @param meaning by which it can be found; null: by its key alone
 * @param tenant whose it is, as an {@link Explanation} names it; empty: it is not known
 */
public record StoredReply(
    Instant storedAt,
    Duration initialAge,
    Duration lifetime,
    long epoch,
    String format,
    String model,
    String form,
    int status,
    Headers headers,
    byte[] body,
    Usage usage,
    Duration took,
    List<String> tags,
    Pace pace,
    @Nullable Meaning meaning,
    String tenant) {

  /** A reply that is found by its key alone, and of which nobody knows whose it is. */
  public StoredReply(
      Instant storedAt,
      Duration initialAge,
      Duration lifetime,
      long epoch,
      String format,
      String model,
      String form,
      int status,
      Headers headers,
      byte[] body,
      Usage usage,
      Duration took,
      List<String> tags,
      Pace pace) {
    this(
        storedAt,
        initialAge,
        lifetime,
        epoch,
        format,
        model,
        form,
        status,
        headers,
        body,
        usage,
        took,
        tags,
        pace,
        null,
        "");
  }

  /** Its age (RFC 9111 section 4.2.3); not negative, even if clocks differ between nodes. */
  public Duration ageAt(Instant now) {
    Duration resident = Duration.between(storedAt, now);
    return initialAge.plus(resident.isNegative() ? Duration.ZERO : resident);
  }

  /** How long it is still fresh; negative once it is stale. */
  public Duration leftAt(Instant now) {
    return lifetime.minus(ageAt(now));
  }

  /**
   * The same answer in another form.
   *
   * @param contentType of the new body
   */
  public StoredReply reframed(String newForm, String contentType, byte[] newBody) {
    return new StoredReply(
        storedAt,
        initialAge,
        lifetime,
        epoch,
        format,
        model,
        newForm,
        status,
        headers.with("Content-Type", contentType),
        newBody,
        usage,
        took,
        tags,
        Pace.UNKNOWN,
        meaning,
        tenant);
  }

  /** The same answer, found by this meaning too, or by none. */
  public StoredReply meaning(@Nullable Meaning its) {
    return new StoredReply(
        storedAt,
        initialAge,
        lifetime,
        epoch,
        format,
        model,
        form,
        status,
        headers,
        body,
        usage,
        took,
        tags,
        pace,
        its,
        tenant);
  }

  /** The same answer with these tags; sorted. */
  public StoredReply tagged(List<String> its) {
    return new StoredReply(
        storedAt,
        initialAge,
        lifetime,
        epoch,
        format,
        model,
        form,
        status,
        headers,
        body,
        usage,
        took,
        its,
        pace,
        meaning,
        tenant);
  }

  /** The same answer, and whose it is. */
  public StoredReply of(String whose) {
    return new StoredReply(
        storedAt,
        initialAge,
        lifetime,
        epoch,
        format,
        model,
        form,
        status,
        headers,
        body,
        usage,
        took,
        tags,
        pace,
        meaning,
        whose);
  }

  /** The part of the answer that is to one input. */
  public StoredReply part(BatchFormat.Piece piece) {
    return new StoredReply(
        storedAt,
        initialAge,
        lifetime,
        epoch,
        format,
        model,
        form,
        status,
        headers,
        piece.body(),
        piece.usage(),
        took,
        tags,
        Pace.UNKNOWN,
        null,
        tenant);
  }
}
