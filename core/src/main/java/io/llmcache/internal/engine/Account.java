package io.llmcache.internal.engine;

import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.WayIn;
import io.llmcache.internal.engine.Explanations.Nearest;
import io.llmcache.internal.engine.Reasons.About;
import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.internal.semantic.Match;
import io.llmcache.spi.Explanation;
import io.llmcache.spi.Explanation.Entry;
import io.llmcache.spi.Explanation.Kept;
import io.llmcache.spi.Explanation.Meaning;
import io.llmcache.spi.Explanation.Outcome;
import io.llmcache.spi.RequestFacts;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is noted about one exchange that is to be explained. Holds hashes and reasons, never a text
 * of the request. Thread-safe; no method blocks or throws.
 */
final class Account {

  /** The reply's header field, and the request's that asks for it. */
  static final String FIELD = "llmcache-explain";

  private final Explanations explanations;
  private final boolean asked;
  private final WayIn wayIn;
  private final Instant at;
  private String format = "";
  private String model = "";
  private String classReason = "";
  private String tenant = "";
  private String key = "";
  private Map<String, String> parts = Map.of();
  private Outcome outcome = Outcome.WAITING;
  private About about = About.WAITING;
  private String reason = "waiting";
  private String missing = "request";
  private boolean observing;
  private boolean listed;
  private @Nullable Entry entry;
  private @Nullable Nearest nearest;
  private String meaning = "";
  private String guard = "";
  private double similarity = Double.NaN;
  private double threshold = Double.NaN;
  private Kept kept = Kept.NONE;

  /**
   * @param asked whether the caller gets the explanation
   */
  Account(Explanations explanations, boolean asked, WayIn wayIn, Instant at) {
    this.explanations = explanations;
    this.asked = asked;
    this.wayIn = wayIn;
    this.at = at;
  }

  boolean isAsked() {
    return asked;
  }

  synchronized void read(RequestFacts facts) {
    format = facts.format();
    model = facts.model();
    classReason = facts.classReason();
  }

  /**
   * @param named kind and hash
   */
  synchronized void keyed(String named, String firstDigits, Map<String, String> its) {
    tenant = named;
    key = firstDigits;
    parts = its;
  }

  synchronized void made(Map<String, String> its) {
    parts = its;
  }

  synchronized Map<String, String> parts() {
    return parts;
  }

  /** What lies under the key, or was found by meaning. */
  synchronized void found(@Nullable Found found, Instant now) {
    missing = found == null ? "nothing-stored" : found.verdict().reason();
    entry =
        found == null
            ? null
            : new Entry(found.tier().label(), found.reply().ageAt(now), found.reply().leftAt(now));
  }

  /** Of a batch, some inputs or none. */
  synchronized void foundSome(boolean some) {
    missing = some ? "partial" : "nothing-stored";
  }

  /** Nothing is served, whatever is found. */
  synchronized void observes() {
    observing = true;
  }

  /** False if it was called before. */
  synchronized boolean list() {
    boolean first = !listed;
    listed = true;
    return first;
  }

  /** A neighbour in an index, before anything else is known of it. */
  synchronized void neighbour(double near, double least) {
    threshold = least;
    if (Double.isNaN(similarity) || near > similarity) {
      similarity = near;
    }
  }

  /**
   * @param sought null: there are no answers by meaning
   */
  synchronized void sought(@Nullable Sought sought) {
    if (sought == null) {
      meaning = "off";
    } else if (sought == Sought.NOTHING) {
      meaning = classReason.isEmpty() ? "no-question" : classReason;
    } else {
      Match match = sought.best() == null ? null : sought.best().match();
      meaning = match != null && match.hit() ? match.reason() : sought.why();
      guard = match == null ? "" : match.guard();
      similarity = match == null ? similarity : match.similarity();
    }
  }

  /** The request is answered; its reply, with the explanation if its caller asked. */
  Reply served(Outcome how, String why, Reply reply) {
    decided(how, why);
    explanations.over(this);
    return with(reply);
  }

  private Reply with(Reply reply) {
    return asked ? new Reply(reply.status(), with(reply.headers()), reply.body()) : reply;
  }

  /** The header fields of a reply and, where the caller asked, the explanation. */
  Headers with(Headers headers) {
    String text = header();
    return text == null ? headers : headers.plus(FIELD, text);
  }

  /** A call is made, whose answer is not stored in any case. */
  void bypassed(String why) {
    decided(Outcome.BYPASS, why);
    explanations.over(this);
  }

  /** A call is made. */
  void forwarded() {
    Nearest compared = explanations.nearest(parts());
    synchronized (this) {
      decided(observing ? Outcome.BYPASS : Outcome.MISS, observing ? "observe" : missing);
      nearest = compared;
      kept = Kept.PENDING;
    }
    explanations.pending(this);
  }

  void stored() {
    ended(Kept.YES);
  }

  void notStored(String why) {
    ended(new Kept("no", why, Reasons.words(About.NOT_STORED, why)));
  }

  /** The same where a stale answer is about to take the place of what came. */
  synchronized void replaced(String why) {
    kept = new Kept("no", why, Reasons.words(About.NOT_STORED, why));
  }

  private void ended(Kept as) {
    synchronized (this) {
      if (kept != Kept.PENDING) {
        return;
      }
      kept = as;
    }
    explanations.told(this);
  }

  private synchronized void decided(Outcome how, String why) {
    outcome = how;
    about = About.valueOf(how.name());
    reason = why;
  }

  /** For the reply's header; null: the caller did not ask. */
  @Nullable String header() {
    return asked ? explanation().toHeader() : null;
  }

  synchronized Explanation explanation() {
    return new Explanation(
        at,
        outcome,
        reason,
        Reasons.words(about, reason),
        wayIn,
        format,
        model,
        tenant,
        key,
        parts,
        entry,
        meaning.isEmpty()
            ? null
            : new Meaning(
                meaning, Reasons.words(About.MEANING, meaning), similarity, threshold, guard),
        kept,
        nearest == null ? null : nearest.own(),
        nearest == null ? null : nearest.others());
  }
}
