package io.llmcache.internal.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.ChunkReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveReplyTest {

  private static final int LARGE = LiveReply.WINDOW;

  private final List<String> happened = new ArrayList<>();
  private final LiveReply kept = new LiveReply(1 << 20, () -> happened.add("deserted"));
  private final LiveReply relay = new LiveReply(0, () -> happened.add("deserted"));

  @Test
  void aNewcomerStartsAtTheFirstByte() {
    kept.write(bytes("ab"));
    ChunkReader early = kept.open();
    assertThat(read(early)).isEqualTo("ab");
    kept.write(bytes("cd"));

    ChunkReader late = kept.open();
    assertThat(read(late)).isEqualTo("abcd");
    assertThat(read(early)).isEqualTo("cd");

    kept.end();
    assertThat(early.ended()).isTrue();
    ChunkReader afterTheEnd = kept.open();
    assertThat(afterTheEnd.ended()).isFalse();
    assertThat(read(afterTheEnd)).isEqualTo("abcd");
    assertThat(afterTheEnd.ended()).isTrue();
  }

  @Test
  void buffersAreReadOnlyAndNeverEmpty() {
    kept.write(new byte[0]);
    ChunkReader reader = kept.open();
    assertThat(reader.poll()).isNull();
    kept.write(bytes("x"));

    ByteBuffer polled = reader.poll();

    assertThat(polled.isReadOnly()).isTrue();
    assertThat(polled.remaining()).isEqualTo(1);
  }

  @Test
  void theEndIsToldOnlyAfterEverythingWasPolled() {
    ChunkReader reader = kept.open();
    kept.write(bytes("a"));
    kept.end();

    assertThat(reader.ended()).isFalse();
    assertThat(read(reader)).isEqualTo("a");
    assertThat(reader.ended()).isTrue();
    assertThat(reader.failure()).isNull();
  }

  @Test
  void aFailureIsToldOnlyAfterEverythingWasPolled() {
    ChunkReader reader = kept.open();
    IOException cause = new IOException("cut");
    kept.write(bytes("a"));
    kept.fail(cause);

    assertThat(reader.failure()).isNull();
    assertThat(read(reader)).isEqualTo("a");
    assertThat(reader.failure()).isSameAs(cause);
    assertThat(reader.ended()).isFalse();
  }

  @Test
  void onlyTheFirstEndCounts() {
    ChunkReader reader = kept.open();
    kept.end();
    kept.fail(new IOException("too late"));
    kept.write(bytes("too late"));

    assertThat(read(reader)).isEmpty();
    assertThat(reader.ended()).isTrue();
    assertThat(reader.failure()).isNull();
  }

  @Test
  void aWakeComesOnceForEachRegistration() {
    ChunkReader reader = kept.open();
    reader.whenReadable(() -> happened.add("replaced"));
    reader.whenReadable(() -> happened.add("wake"));
    assertThat(happened).isEmpty();

    kept.write(bytes("a"));
    kept.write(bytes("b"));
    assertThat(happened).containsExactly("wake");

    reader.whenReadable(() -> happened.add("at once"));
    assertThat(happened).containsExactly("wake", "at once");
  }

  @Test
  void endAndFailureWakeToo() {
    kept.open().whenReadable(() -> happened.add("one"));
    kept.end();
    relay.open().whenReadable(() -> happened.add("two"));
    relay.fail(new IOException());

    assertThat(happened).containsExactly("one", "two");
    kept.open().whenReadable(() -> happened.add("three"));
    assertThat(happened).endsWith("three");
  }

  @Test
  void aWakeThatThrowsHurtsNobodyElse() {
    kept.open()
        .whenReadable(
            () -> {
              throw new IllegalStateException("a reader's own fault");
            });
    kept.open().whenReadable(() -> happened.add("wake"));

    kept.write(bytes("a"));

    assertThat(happened).containsExactly("wake");
  }

  @Test
  void theWholeIsKeptUpToTheBound() {
    kept.write(new byte[1 << 20]);
    assertThat(kept.whole()).hasSize(1 << 20);
    assertThat(kept.joinable()).isTrue();

    kept.write(bytes("x"));

    assertThat(kept.whole()).isNull();
    assertThat(kept.joinable()).isFalse();
    assertThat(kept.join()).isNull();
  }

  @Test
  void beyondTheBoundOnlyWhatIsUnreadIsKept() {
    ChunkReader fast = kept.open();
    ChunkReader slow = kept.open();
    kept.write(new byte[1 << 20]);
    kept.write(bytes("x"));
    assertThat(length(fast)).isEqualTo((1 << 20) + 1);
    assertThat(writable(kept)).isFalse();

    assertThat(length(slow)).isEqualTo((1 << 20) + 1);
    assertThat(writable(kept)).isTrue();
    ChunkReader tooLate = kept.open();
    assertThat(tooLate.poll()).isNull();
    assertThat(tooLate.failure()).hasMessageContaining("beginning");
  }

  @Test
  void withinTheBoundTheWriterIsNeverHeldUp() {
    kept.open();
    kept.write(new byte[1 << 20]);

    assertThat(writable(kept)).isTrue();
  }

  @Test
  void theWriterGoesOnOnceTheSlowestReaderCaughtUp() {
    ChunkReader fast = relay.open();
    ChunkReader slow = relay.open();
    relay.write(new byte[LARGE]);
    relay.write(new byte[LARGE]);
    relay.whenWritable(() -> happened.add("resumed"));
    length(fast);
    assertThat(happened).isEmpty();

    slow.poll();

    assertThat(happened).containsExactly("resumed");
    relay.whenWritable(() -> happened.add("again"));
    assertThat(happened).containsExactly("resumed", "again");
  }

  @Test
  void theWriterGoesOnOnceTheSlowestReaderLeft() {
    ChunkReader fast = relay.open();
    ChunkReader slow = relay.open();
    relay.write(new byte[LARGE + 1]);
    relay.whenWritable(() -> happened.add("resumed"));
    length(fast);

    slow.close();

    assertThat(happened).containsExactly("resumed");
  }

  @Test
  void theEndLetsTheWriterGo() {
    relay.open();
    relay.write(new byte[LARGE + 1]);
    relay.whenWritable(() -> happened.add("resumed"));

    relay.fail(new IOException());

    assertThat(happened).containsExactly("resumed");
  }

  @Test
  void aWriterThatCannotWaitLosesItsLaggards() {
    ChunkReader fast = relay.open();
    ChunkReader slow = relay.open();
    for (int i = 0; i < LiveReply.HARD_LIMIT / LARGE + 2; i++) {
      relay.write(new byte[LARGE]);
      assertThat(length(fast)).isEqualTo(LARGE);
    }

    assertThat(slow.poll()).isNull();
    assertThat(slow.failure()).hasMessageContaining("too far behind");
    assertThat(slow.ended()).isFalse();
    assertThat(fast.failure()).isNull();
    assertThat(happened).isEmpty();
  }

  @Test
  void aReaderThatIsAbreastSurvivesAChunkOfAnySize() {
    ChunkReader reader = relay.open();
    reader.whenReadable(() -> happened.add("wake"));

    relay.write(new byte[2 * LiveReply.HARD_LIMIT]);

    assertThat(happened).containsExactly("wake");
    assertThat(length(reader)).isEqualTo(2 * LiveReply.HARD_LIMIT);
  }

  @Test
  void aSlowReaderSurvivesTheStepOverTheBound() {
    LiveReply large = new LiveReply(4 * LiveReply.HARD_LIMIT, () -> {});
    ChunkReader slow = large.open();
    long written = 0;
    while (written <= 4L * LiveReply.HARD_LIMIT) {
      large.write(new byte[LARGE]);
      written += LARGE;
    }

    assertThat(writable(large)).as("a writer that can waits").isFalse();
    large.write(new byte[LARGE]);
    written += LARGE;

    assertThat(length(slow)).isEqualTo(written);
    assertThat(slow.failure()).isNull();
  }

  @Test
  void theLastLaggardLeavesABodyDeserted() {
    relay.open();
    for (int i = 0; i < LiveReply.HARD_LIMIT / LARGE + 2; i++) {
      relay.write(new byte[LARGE]);
    }

    assertThat(happened).containsExactly("deserted");
    assertThat(writable(relay)).isTrue();
  }

  @Test
  void theLastReaderWhoLeavesIsTold() {
    ChunkReader one = kept.open();
    ChunkReader two = kept.open();
    one.close();
    assertThat(happened).isEmpty();

    two.close();
    two.close();

    assertThat(happened).containsExactly("deserted");
    kept.open().close();
    assertThat(happened).containsExactly("deserted", "deserted");
    ChunkReader three = kept.open();
    kept.end();
    three.close();
    assertThat(happened).containsExactly("deserted", "deserted");
  }

  @Test
  void aClosedReaderGetsNothing() {
    ChunkReader reader = kept.open();
    kept.write(bytes("a"));
    reader.close();

    assertThat(reader.poll()).isNull();
    assertThat(reader.ended()).isFalse();
    assertThat(reader.failure()).isNotNull();
  }

  @Test
  void whatNobodyCanReadIsNotKept() {
    relay.open().close();
    relay.write(new byte[LARGE]);
    ChunkReader reader = relay.open();
    assertThat(length(reader)).isEqualTo(LARGE);
    reader.close();

    for (int i = 0; i < 100; i++) {
      relay.write(new byte[LARGE]);
    }

    assertThat(writable(relay)).as("nobody holds the writer up").isTrue();
    assertThat(relay.open().failure()).isNotNull();
  }

  @Test
  void abandoningShutsTheDoorToNewcomersOnly() {
    ChunkReader reader = kept.open();
    assertThat(kept.abandon()).isFalse();
    assertThat(kept.joinable()).isTrue();
    reader.close();

    assertThat(kept.abandon()).isTrue();

    assertThat(kept.join()).isNull();
    kept.write(bytes("a"));
    assertThat(read(kept.open())).isEqualTo("a");
  }

  @Test
  void aSeatHoldsThePlaceUntilItIsTaken() {
    ChunkReader seat = kept.join();
    SeatedBody body = new SeatedBody(kept, seat);
    assertThat(kept.abandon()).isFalse();
    kept.write(new byte[(1 << 20) + 1]);

    assertThat(length(body.open())).isEqualTo((1 << 20) + 1);
    assertThat(body.open()).isNotSameAs(seat);
  }

  private static boolean writable(LiveReply body) {
    boolean[] now = new boolean[1];
    body.whenWritable(() -> now[0] = true);
    return now[0];
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String read(ChunkReader reader) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    for (ByteBuffer chunk = reader.poll(); chunk != null; chunk = reader.poll()) {
      byte[] bytes = new byte[chunk.remaining()];
      chunk.get(bytes);
      read.writeBytes(bytes);
    }
    return read.toString(UTF_8);
  }

  private static long length(ChunkReader reader) {
    long length = 0;
    for (ByteBuffer chunk = reader.poll(); chunk != null; chunk = reader.poll()) {
      length += chunk.remaining();
    }
    return length;
  }
}
