package io.llmcache.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.Headers;
import io.llmcache.internal.reply.Reframing;
import io.llmcache.spi.Pace;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.Usage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Replies of any bytes: nothing throws, however they are split, and no answer changes its end. */
class ReplyFuzzTest {

  /** Makes a stream of what a sample says. */
  private interface Writer {
    byte[] bytes(String text, Random random);
  }

  @Test
  void serverSentEvents() throws Exception {
    fuzz(ReplyKind.sse(), (text, random) -> text.getBytes(UTF_8));
  }

  @Test
  void linesOfJson() throws Exception {
    fuzz(ReplyKind.ndjson(), (text, random) -> text.getBytes(UTF_8));
  }

  @Test
  void jsonArrays() throws Exception {
    fuzz(ReplyKind.jsonArrays(), (text, random) -> text.getBytes(UTF_8));
  }

  @Test
  void eventStreams() throws Exception {
    fuzz(ReplyKind.eventStreams(), EventFrames::ofLines);
  }

  private static void fuzz(List<ReplyKind> kinds, Writer writer) throws Exception {
    Fuzzing.run(
        random -> {
          ReplyKind kind = kinds.get(random.nextInt(kinds.size()));
          if (random.nextInt(4) == 0) {
            String text = JsonMutation.of(any(kind.wholes(), random), random);
            byte[] other = any(kind.wholes(), random).getBytes(UTF_8);
            check(kind, kind.unary(), Mutation.of(text.getBytes(UTF_8), other, random), random);
          } else {
            byte[] bytes = stream(kind, writer, random);
            byte[] other = writer.bytes(any(kind.streams(), random), random);
            check(kind, kind.stream(), Mutation.of(bytes, other, random), random);
          }
        });
  }

  private static byte[] stream(ReplyKind kind, Writer writer, Random random) {
    String text = any(kind.streams(), random);
    boolean array = text.startsWith("[");
    return writer.bytes(
        array && random.nextBoolean()
            ? JsonMutation.of(text, random)
            : Mutation.ofLines(text, random),
        random);
  }

  private static String any(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static void check(ReplyKind kind, RequestFacts request, byte[] body, Random random) {
    ReplyTracker whole = track(kind, request, body, body.length);
    ReplyTracker pieces =
        track(kind, request, body, 1 + random.nextInt(random.nextBoolean() ? 4 : 600));
    boolean complete = whole.complete();
    assertThat(pieces.complete()).isEqualTo(complete);
    ReplyFacts facts = whole.end();
    assertThat(pieces.end()).isEqualTo(facts);

    RequestFacts wanted = request == kind.unary() ? kind.stream() : kind.unary();
    StoredReply stored = stored(request, body, facts.usage());
    String text = kind.format().answerText(stored);
    StoredReply other = Reframing.of(kind.format(), wanted, stored);
    String otherText = other == null ? null : kind.format().answerText(other);
    if (text != null && otherText != null) {
      assertThat(otherText).as(() -> texts(body, other)).isEqualTo(text);
    }
    if (other != null && complete && facts.ending().compareTo(Ending.LENGTH) <= 0) {
      ReplyTracker reframed = track(kind, wanted, other.body(), Integer.MAX_VALUE);
      assertThat(reframed.complete()).as(() -> texts(body, other)).isTrue();
      ReplyFacts same = reframed.end();
      assertThat(same.ending()).as(() -> texts(body, other)).isLessThanOrEqualTo(Ending.LENGTH);
      assertThat(same.usage()).as(() -> texts(body, other)).isIn(facts.usage(), Usage.UNKNOWN);
    }
  }

  private static ReplyTracker track(ReplyKind kind, RequestFacts request, byte[] body, int piece) {
    ReplyTracker tracker = kind.format().track(request, 200, Headers.EMPTY);
    int size = Math.max(1, piece);
    for (int at = 0; at < body.length; at += Math.min(size, body.length - at)) {
      tracker.accept(ByteBuffer.wrap(body, at, Math.min(size, body.length - at)));
      tracker.progress();
    }
    return tracker;
  }

  private static String texts(byte[] body, StoredReply other) {
    return new String(body, UTF_8) + "\n-- became --\n" + new String(other.body(), UTF_8);
  }

  private static StoredReply stored(RequestFacts request, byte[] body, Usage usage) {
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        request.format(),
        request.model(),
        request.form(),
        200,
        Headers.EMPTY,
        body,
        usage,
        Duration.ofSeconds(1),
        List.of(),
        Pace.UNKNOWN);
  }
}
