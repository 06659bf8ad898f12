package io.llmcache.internal.engine;

import io.llmcache.internal.engine.Sought.Candidate;
import io.llmcache.internal.semantic.Agreement;
import io.llmcache.internal.semantic.Ledger;
import io.llmcache.settings.Configuration;
import io.llmcache.spi.CacheEvent;
import io.llmcache.spi.CacheEvent.Kind;
import io.llmcache.spi.Likeness;
import io.llmcache.spi.Meaning;
import io.llmcache.spi.Question;
import io.llmcache.spi.SemanticReport;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts and tells what becomes of questions that are looked for by meaning. Thread-safe. */
final class PairNews {

  private final Configuration configuration;
  private final Events events;
  private final Ledger ledger = new Ledger();

  PairNews(Configuration configuration, Events events) {
    this.configuration = configuration;
    this.events = events;
  }

  SemanticReport report() {
    return ledger.report();
  }

  void fault(String where, Throwable cause) {
    events.fault(where, cause);
  }

  void searched() {
    ledger.searched();
  }

  void wrong() {
    ledger.wrong();
    events.tell(Kind.WRONG, "");
  }

  void unserved(Exchange exchange, Sought sought) {
    ledger.notServed(sought.why());
    Candidate nearest = sought.nearMiss();
    Likeness pair = nearest == null ? null : likeness(exchange, nearest);
    tell(Kind.NO_MATCH, sought.why(), exchange, pair);
  }

  void vetoed(Exchange exchange, Candidate candidate) {
    ledger.vetoed(candidate.match().guard());
    tell(Kind.VETOED, candidate.match().guard(), exchange, likeness(exchange, candidate));
  }

  /** A hit, served or only counted. */
  void hit(Exchange exchange, Candidate hit, boolean served) {
    StoredReply reply = hit.found().reply();
    Likeness pair = likeness(exchange, hit);
    Usage usage = reply.usage();
    double price =
        configuration
            .settings()
            .prices()
            .of(reply.model(), usage.promptTokens(), usage.completionTokens());
    ledger.answered(served ? Ledger.Outcome.HIT : Ledger.Outcome.WOULD_HIT, pair, usage, price);
    events.tell(
        new CacheEvent(
            served ? Kind.HIT : Kind.WOULD_HIT,
            "semantic-" + hit.found().tier().label(),
            reply.model(),
            usage,
            reply.took().toMillis(),
            pair));
  }

  void compared(Exchange exchange, Candidate near, Agreement agreement) {
    Ledger.Outcome outcome =
        near.match().hit() ? Ledger.Outcome.WOULD_HIT : Ledger.Outcome.NEAR_MISS;
    Likeness pair = likeness(exchange, near);
    ledger.compared(outcome, pair, agreement);
    String detail = outcome.label() + ":" + agreement.name().toLowerCase(Locale.ROOT);
    tell(Kind.COMPARED, detail, exchange, pair);
  }

  /** AGREE is a yes, DISAGREE a no, UNCLEAR a failure. */
  void judged(Exchange exchange, Candidate miss, Agreement verdict) {
    ledger.judged(verdict);
    String said =
        switch (verdict) {
          case AGREE -> "yes";
          case DISAGREE -> "no";
          case UNCLEAR -> "failed";
        };
    tell(Kind.JUDGED, said, exchange, likeness(exchange, miss));
  }

  private void tell(Kind kind, String detail, Exchange exchange, @Nullable Likeness pair) {
    events.tell(new CacheEvent(kind, detail, exchange.facts().model(), Usage.UNKNOWN, 0, pair));
  }

  private Likeness likeness(Exchange exchange, Candidate candidate) {
    boolean texts = configuration.settings().semantic().showTexts();
    Meaning stored = candidate.found().reply().meaning();
    Question question = exchange.facts().question();
    return new Likeness(
        candidate.match().similarity(),
        candidate.match().reason(),
        candidate.key(),
        exchange.key(),
        texts && stored != null ? stored.question() : null,
        texts && question != null ? question.text() : null);
  }
}
