package io.llmcache.internal.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.Usage;
import io.llmcache.testing.Calls;
import io.llmcache.testing.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecorderTest {

  private static final Headers PLAIN = Headers.of("Content-Type", "text/plain");
  private static final Headers GZIP = PLAIN.plus("Content-Encoding", "gzip");

  private final List<String> told = new ArrayList<>();
  private final Keeper keeper = new Keeper();

  @Test
  void theKeeperGetsTheWholeBodyBeforeReadersLearnTheEnd() {
    Recorder recorder = recorder(PLAIN);
    ChunkReader reader = ((ReplyBody.Live) recorder.reply().body()).open();
    reader.whenReadable(() -> {});
    Calls.write(recorder, "hel");
    Calls.write(recorder, "lo");
    reader.poll();
    reader.poll();
    reader.whenReadable(() -> told.add("reader"));

    recorder.end();
    recorder.end();
    recorder.fail(new IOException("too late"));
    Calls.write(recorder, "too late");

    assertThat(told).containsExactly("ended hello NATURAL", "reader");
    assertThat(reader.ended()).isTrue();
  }

  @Test
  void aFailureIsToldOnce() {
    Recorder recorder = recorder(PLAIN);
    Calls.write(recorder, "hel");

    recorder.fail(new IOException("cut"));
    recorder.end();

    assertThat(told).containsExactly("broken cut");
  }

  @Test
  void aBodyThatIsTooLargeIsNotKept() {
    Recorder recorder = recorder(PLAIN);
    recorder.write(ByteBuffer.wrap(new byte[1_001]));

    recorder.end();

    assertThat(told).containsExactly("ended null NATURAL");
  }

  @Test
  void gzipIsUndoneForReadersTrackerAndKeeper() throws Exception {
    Recorder recorder = recorder(GZIP.plus("Content-Length", "99"));
    byte[] encoded = gzip("hello");
    Reply reply = recorder.reply();
    recorder.write(ByteBuffer.wrap(encoded, 0, 12));
    recorder.write(ByteBuffer.wrap(encoded, 12, encoded.length - 12));
    recorder.end();

    assertThat(told).containsExactly("ended hello NATURAL");
    assertThat(Calls.text(reply)).isEqualTo("hello");
    assertThat(reply.headers().first("Content-Encoding")).isNull();
    assertThat(reply.headers().first("Content-Length")).isNull();
  }

  @Test
  void gzipThatBreaksOffIsIncomplete() throws Exception {
    Recorder recorder = recorder(GZIP);
    ChunkReader reader = ((ReplyBody.Live) recorder.reply().body()).open();
    recorder.write(ByteBuffer.wrap(gzip("hello"), 0, 14));

    recorder.end();

    assertThat(told).singleElement().asString().startsWith("ended").endsWith("INCOMPLETE");
    while (reader.poll() != null) {}
    assertThat(reader.failure()).isInstanceOf(MalformedContentException.class);
  }

  @Test
  void gzipThatIsNoneBreaksOff() {
    Recorder recorder = recorder(GZIP);

    Calls.write(recorder, "{\"plain\":true}");
    Calls.write(recorder, "more");
    recorder.end();

    assertThat(told).singleElement().asString().startsWith("broken the reply says gzip");
  }

  @Test
  void anEmptyGzipBodyIsNoFault() {
    Recorder relay = Recorder.decodingRelay(429, GZIP, "llmcache; fwd=miss", keeper);

    relay.end();

    assertThat(Calls.text(relay.reply())).isEmpty();
  }

  @Test
  void theLeadersReplyIsTheUpstreams() {
    Headers received =
        PLAIN
            .plus("x-request-id", "r1")
            .plus("Connection", "close")
            .plus("Transfer-Encoding", "chunked")
            .plus("Content-Length", "5")
            .plus("Cache-Status", "edge; hit");

    Headers passed = recorder(received).reply().headers();

    assertThat(passed)
        .isEqualTo(
            PLAIN
                .plus("x-request-id", "r1")
                .plus("Content-Length", "5")
                .plus("Cache-Status", "edge; hit")
                .plus("Cache-Status", "llmcache; fwd=miss"));
  }

  @Test
  void aFollowersReplyNamesNothingOfTheLeaders() {
    Headers received =
        PLAIN.plus("x-request-id", "r1").plus("Set-Cookie", "a=b").plus("Cache-Control", "public");

    Headers passed = recorder(received).replyToFollower().headers();

    assertThat(passed)
        .isEqualTo(
            PLAIN
                .plus("Cache-Control", "private, no-store")
                .plus("Cache-Status", "llmcache; fwd=miss; collapsed"));
  }

  @Test
  void aRelayOfAnUnknownEncodingPassesTheBytesAsTheyAre() {
    Recorder relay =
        Recorder.decodingRelay(
            200, PLAIN.plus("Content-Encoding", "br"), "llmcache; fwd=miss", keeper);
    Calls.write(relay, "raw");
    relay.end();

    assertThat(relay.reply().headers().first("Content-Encoding")).isEqualTo("br");
  }

  @Test
  void whoeverLeavesLastMayHaveTheCallCancelled() {
    Recorder recorder = recorder(PLAIN);
    recorder.whenUnwanted(() -> told.add("cancelled"));
    ChunkReader leader = ((ReplyBody.Live) recorder.reply().body()).open();
    Reply follower = recorder.replyToFollower();
    leader.close();
    recorder.giveUpIfDeserted();
    assertThat(told).as("a follower has a seat").isEmpty();

    Recorder.leave(follower);
    assertThat(told).containsExactly("deserted");
    recorder.giveUpIfDeserted();
    recorder.giveUpIfDeserted();

    assertThat(told).containsExactly("deserted", "cancelled");
    assertThat(recorder.joinable()).isFalse();
    assertThat(recorder.replyToFollower()).isNull();
  }

  @Test
  void aLateWishToCancelIsHeard() {
    Recorder recorder = recorder(PLAIN);
    recorder.giveUpIfDeserted();

    recorder.whenUnwanted(() -> told.add("cancelled"));

    assertThat(told).containsExactly("cancelled");
  }

  @Test
  void anEndedReplyIsNotGivenUp() {
    Recorder recorder = recorder(PLAIN);
    recorder.whenUnwanted(() -> told.add("cancelled"));
    recorder.end();

    recorder.giveUpIfDeserted();

    assertThat(told).containsExactly("ended  NATURAL");
  }

  /** The engine's timer may fail a reply while the adapter writes. */
  @Test
  void aFailureFromAnotherThreadMeetsNoClosedInflater() throws Exception {
    byte[] noise = new byte[1 << 20];
    new Random(3).nextBytes(noise);
    byte[] encoded = gzip(new String(noise, UTF_8));
    for (int i = 0; i < 15; i++) {
      Recorder recorder = recorder(GZIP);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                for (int at = 0; at + 1_000 < encoded.length; at += 1_000) {
                  recorder.write(ByteBuffer.wrap(encoded, at, 1_000));
                }
              });
      Waiting.until(() -> recorder.writes() > 3, "nothing was written");
      recorder.fail(new IOException("from the timer"));
      Waiting.on(writer);
    }
  }

  private Recorder recorder(Headers headers) {
    return Recorder.recording(
        200, headers, "llmcache; fwd=miss", new Tracker(), 1_000, keeper, null);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(sink)) {
      out.write(text.getBytes(UTF_8));
    }
    return sink.toByteArray();
  }

  private final class Keeper implements Recorder.Keeper {

    @Override
    public void ended(byte @Nullable [] body, ReplyFacts facts) {
      told.add("ended " + (body == null ? null : new String(body, UTF_8)) + " " + facts.ending());
    }

    @Override
    public void broken(Throwable cause) {
      told.add("broken " + cause.getMessage());
    }

    @Override
    public void deserted(Recorder recorder) {
      told.add("deserted");
    }
  }

  private static final class Tracker implements ReplyTracker {

    @Override
    public void accept(ByteBuffer bytes) {
      assertThat(bytes.isReadOnly()).isTrue();
    }

    @Override
    public boolean complete() {
      return false;
    }

    @Override
    public ReplyFacts end() {
      return new ReplyFacts(Ending.NATURAL, "", "", Usage.UNKNOWN);
    }
  }
}
