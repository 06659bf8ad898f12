package io.llmcache.internal.engine;

import static io.llmcache.testing.Calls.answer;
import static io.llmcache.testing.Calls.lease;
import static io.llmcache.testing.Calls.served;
import static io.llmcache.testing.Calls.streaming;
import static io.llmcache.testing.Calls.text;
import static io.llmcache.testing.Calls.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.ChunkReader;
import io.llmcache.exchange.Recording;
import io.llmcache.exchange.Reply;
import io.llmcache.exchange.ReplyBody;
import io.llmcache.testing.Calls;
import io.llmcache.testing.OpenAiChatFixtures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PacedReplayTest {

  private static final String STREAM = OpenAiChatFixtures.STREAM;
  private static final int MIDDLE = STREAM.indexOf("\n\n") + 2;

  @Test
  void aStreamIsReplayedAsItCame() {
    Rig rig = Rig.with(Map.of("replay-pace", "recorded"));
    Recording recording = lease(rig.open(streaming("a"))).reply(200, Calls.SSE);
    write(recording, STREAM.substring(0, MIDDLE));
    rig.clock.advance(Duration.ofMillis(700));
    write(recording, STREAM.substring(MIDDLE));
    recording.end();

    ChunkReader reader = open(served(rig.open(streaming("a"))));

    assertThat(read(reader)).isEqualTo(STREAM.substring(0, MIDDLE));
    rig.timer.advance(Duration.ofMillis(699));
    assertThat(read(reader)).isEmpty();
    rig.timer.advance(Duration.ofMillis(1));
    assertThat(read(reader)).isEqualTo(STREAM.substring(MIDDLE));
    assertThat(reader.ended()).isTrue();
  }

  @Test
  void aStreamIsReplayedAtSoManyTokensASecond() {
    Rig rig = Rig.with(Map.of("replay-pace", "10 tokens/s"));
    answer(lease(rig.open(streaming("a"))), 200, Calls.SSE, STREAM);
    ChunkReader reader = open(served(rig.open(streaming("a"))));
    StringBuilder text = new StringBuilder(read(reader));
    assertThat(text.toString()).isEqualTo(STREAM.substring(0, MIDDLE));
    int millis = 0;

    while (!reader.ended()) {
      rig.timer.advance(Duration.ofMillis(10));
      millis += 10;
      text.append(read(reader));
    }

    assertThat(text.toString()).isEqualTo(STREAM);
    int tokens =
        Integer.parseInt(STREAM.replaceAll("(?s).*\"completion_tokens\": ?(\\d+).*", "$1"));
    assertThat(millis).isBetween(tokens * 100 * 6 / 10, tokens * 100 + 200);
  }

  @Test
  void unaryAnswersAndDefaultsComeAtOnce() {
    Rig rig = Rig.plain();
    answer(lease(rig.open(streaming("a"))), 200, Calls.SSE, STREAM);

    Reply reply = served(rig.open(streaming("a")));

    assertThat(reply.body()).isInstanceOf(ReplyBody.Whole.class);
    assertThat(text(reply)).isEqualTo(STREAM);
  }

  @Test
  void aReaderThatLeavesEndsIt() {
    Rig rig = Rig.with(Map.of("replay-pace", "1 tokens/s"));
    answer(lease(rig.open(streaming("a"))), 200, Calls.SSE, STREAM);
    ChunkReader reader = open(served(rig.open(streaming("a"))));
    assertThat(rig.timer.pending()).isEqualTo(1);

    reader.close();
    rig.timer.advance(Duration.ofMinutes(1));

    assertThat(rig.timer.pending()).isZero();
  }

  private static ChunkReader open(Reply reply) {
    return ((ReplyBody.Live) reply.body()).open();
  }

  private static String read(ChunkReader reader) {
    StringBuilder text = new StringBuilder();
    ByteBuffer chunk;
    while ((chunk = reader.poll()) != null) {
      text.append(StandardCharsets.UTF_8.decode(chunk));
    }
    return text.toString();
  }
}
