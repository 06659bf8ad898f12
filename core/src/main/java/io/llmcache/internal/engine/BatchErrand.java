package io.llmcache.internal.engine;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.internal.engine.TieredLookup.Found;
import io.llmcache.spi.BatchFormat.Piece;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks for a batch, or for those of its parts that are not stored; each is stored by itself. */
final class BatchErrand implements Errand {

  /** Of one reply to a batch, in bytes. */
  private static final long LARGEST = 128L << 20;

  /** What says something about the bytes of the upstream's reply. */
  private static final Set<String> OF_THE_BYTES =
      Set.of("content-length", "content-md5", "content-digest", "repr-digest", "digest", "etag");

  private final Stock stock;
  private final List<Integer> asked;
  private final RequestFacts facts;
  private final byte @Nullable [] body;
  private final Backing backing;

  private BatchErrand(
      Stock stock,
      List<Integer> asked,
      RequestFacts facts,
      byte @Nullable [] body,
      Backing backing) {
    this.stock = stock;
    this.asked = asked;
    this.facts = facts;
    this.body = body;
    this.backing = backing;
  }

  /**
   * Asks for what is missing if something is stored and the request may be changed at all, else for
   * the whole: the request of a plain miss goes on as it came.
   */
  static BatchErrand of(Stock stock, Backing backing) {
    Batch batch = stock.batch();
    List<Integer> missing = stock.missing();
    CacheRequest request = batch.whole().request();
    if (!request.divisible() || missing.size() == batch.parts().size()) {
      return whole(batch, backing);
    }
    try {
      return reduced(stock, missing, backing);
    } catch (RuntimeException | UnreadableRequestException e) {
      backing.events().fault(batch.format().id(), e);
      return whole(batch, backing);
    }
  }

  private static BatchErrand reduced(Stock stock, List<Integer> missing, Backing backing)
      throws UnreadableRequestException {
    Batch batch = stock.batch();
    CacheRequest request = batch.whole().request();
    List<Integer> inputs = missing.stream().map(part -> batch.places().indexOf(part)).toList();
    byte[] body = batch.format().request(request, inputs);
    RequestFacts facts = batch.format().read(withBody(request, body));
    return new BatchErrand(stock, missing, facts, body, backing);
  }

  /** Asks for all inputs with the request as it is. */
  static BatchErrand whole(Batch batch, Backing backing) {
    return new BatchErrand(
        Stock.empty(batch), batch.places(), batch.whole().facts(), null, backing);
  }

  private static CacheRequest withBody(CacheRequest request, byte[] body) {
    return CacheRequest.of(
        request.wayIn(), request.method(), request.target(), request.headers(), body);
  }

  @Override
  public RequestFacts facts() {
    return facts;
  }

  @Override
  public byte @Nullable [] body() {
    return body;
  }

  @Override
  public int keeps() {
    return (int) Math.min(LARGEST, (long) backing.settings().maxEntrySize() * asked.size());
  }

  @Override
  public CompletableFuture<?> store(StoredReply answer, Instant now, boolean whole) {
    List<Piece> pieces = pieces(answer.body());
    if (pieces == null) {
      throw new IllegalStateException("the format cannot part a complete answer");
    }
    Set<Integer> stored = new HashSet<>();
    List<CompletableFuture<?>> puts = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      if (stored.add(asked.get(i))) {
        Exchange part = stock.batch().parts().get(asked.get(i));
        puts.add(backing.tiers().store(part.key(), answer.part(pieces.get(i)), now));
        backing.hitsSinceStored().forget(part.key());
      }
    }
    return CompletableFuture.allOf(puts.toArray(new CompletableFuture<?>[0]));
  }

  private @Nullable List<Piece> pieces(byte[] answer) {
    List<Exchange> parts = stock.batch().parts();
    return stock
        .batch()
        .format()
        .splitReply(asked.stream().map(part -> parts.get(part).facts()).toList(), answer);
  }

  @Override
  public @Nullable Reply joined(byte[] answer, Reply upstream) {
    List<Piece> pieces = pieces(answer);
    if (pieces == null) {
      return null;
    }
    Map<Integer, byte[]> bodies = new HashMap<>();
    Instant now = backing.clock().instant();
    Duration age = Duration.ZERO;
    for (int part = 0; part < stock.found().size(); part++) {
      Found known = stock.found().get(part);
      if (known != null && !asked.contains(part)) {
        bodies.put(part, known.reply().body());
        Duration its = known.reply().ageAt(now);
        age = its.compareTo(age) > 0 ? its : age;
      }
    }
    for (int i = 0; i < pieces.size(); i++) {
      bodies.put(asked.get(i), pieces.get(i).body());
    }
    List<byte[]> each = new ArrayList<>();
    stock.batch().places().forEach(part -> each.add(bodies.get(part)));
    byte[] whole = stock.batch().format().join(each, pieces.get(0).body());
    return whole == null ? null : reply(upstream, whole, age);
  }

  private static Reply reply(Reply upstream, byte[] body, Duration age) {
    Headers headers =
        upstream.headers().keeping(name -> !OF_THE_BYTES.contains(name.toLowerCase(Locale.ROOT)));
    if (!age.isZero()) {
      headers = headers.with("Age", Long.toString(age.toSeconds()));
    }
    return new Reply(upstream.status(), headers, new ReplyBody.Whole(body));
  }
}
