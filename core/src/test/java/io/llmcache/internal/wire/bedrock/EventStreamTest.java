package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.internal.wire.Framing.Event;
import io.llmcache.internal.wire.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** AWS's framing of streams: what is read, what is written, and what is refused. */
class EventStreamTest {

  private static final byte[] ONE = Frames.bytes("metadata", "{\"a\":\"ö\"}");

  private final List<String> events = new ArrayList<>();
  private final EventStreamSplitter splitter =
      new EventStreamSplitter(
          (name, data, length) -> events.add(name + " " + new String(data, 0, length, UTF_8)));

  @Test
  void readsNamesAndData() {
    splitter.accept(joined(ONE, Frames.bytes("messageStop", "{}")));
    splitter.end();
    assertThat(events).containsExactly("metadata {\"a\":\"ö\"}", "messageStop {}");
    assertThat(splitter.flaw()).isEmpty();
  }

  @Test
  void exceptionsHaveAColonInFrontOfTheirNames() {
    splitter.accept(Frames.bytes(":throttlingException", "not JSON at all"));
    assertThat(events).containsExactly(":throttlingException {}");
    assertThat(splitter.flaw()).isEmpty();
  }

  @Property(tries = 50)
  void splitsAnywhere(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> found = new ArrayList<>();
    EventStreamSplitter pieces =
        new EventStreamSplitter(
            (name, data, length) -> found.add(name + new String(data, 0, length, UTF_8)));
    byte[] stream = joined(ONE, ONE);
    int at = 0;
    while (at < stream.length) {
      int to = Math.min(stream.length, at + 1 + random.nextInt(30));
      pieces.accept(Arrays.copyOfRange(stream, at, to));
      at = to;
    }
    pieces.end();
    assertThat(found).containsExactly("metadata{\"a\":\"ö\"}", "metadata{\"a\":\"ö\"}");
    assertThat(pieces.flaw()).isEmpty();
  }

  @Test
  void anyByteThatIsAnotherIsAFlaw() {
    for (int i = 0; i < ONE.length; i++) {
      byte[] broken = ONE.clone();
      broken[i] ^= 0x10;
      List<String> found = new ArrayList<>();
      EventStreamSplitter one = new EventStreamSplitter((name, data, length) -> found.add(name));
      one.accept(broken);
      one.end();
      assertThat(one.flaw()).as("byte %d", i).isNotEmpty();
      assertThat(found).as("byte %d", i).isEmpty();
    }
  }

  @Test
  void aFrameThatIsCutIsAFlaw() {
    for (int length = 1; length < ONE.length; length++) {
      EventStreamSplitter cut = new EventStreamSplitter((name, data, count) -> {});
      cut.accept(Arrays.copyOf(ONE, length));
      assertThat(cut.flaw()).isEmpty();
      cut.end();
      assertThat(cut.flaw()).isEqualTo("cut");
    }
  }

  @Test
  void lengthsThatCannotBeAreFlaws() {
    assertThat(flaw(prelude(EventStreamSplitter.LARGEST_FRAME + 1, 0)))
        .isEqualTo("event-too-large");
    assertThat(flaw(prelude(-1, 0))).isEqualTo("event-too-large");
    assertThat(flaw(prelude(15, 0))).isEqualTo("bad-frame-length");
    assertThat(flaw(prelude(0, 0))).isEqualTo("bad-frame-length");
    assertThat(flaw(prelude(100, 85))).isEqualTo("bad-frame-length");
    assertThat(flaw(prelude(100, -1))).isEqualTo("bad-frame-length");
    assertThat(flaw(prelude(EventStreamSplitter.LARGEST_FRAME, 84))).isEqualTo("cut");
    assertThat(flaw("data: {}\n\n".repeat(3).getBytes(UTF_8))).isEqualTo("not-an-event-stream");
  }

  @Test
  void headersOfAllTypesAreSkippedAndUnknownOnesAreFlaws() {
    for (int type = 0; type <= 10; type++) {
      ByteBuffer headers = ByteBuffer.allocate(300);
      headers.put((byte) 1).put((byte) 'x').put((byte) type);
      switch (type) {
        case 2 -> headers.put((byte) 0);
        case 3 -> headers.putShort((short) 0);
        case 4 -> headers.putInt(0);
        case 5, 8 -> headers.putLong(0);
        case 6, 7 -> headers.putShort((short) 1).put((byte) 'v');
        case 9 -> headers.putLong(0).putLong(0);
        default -> {}
      }
      headers.put(Arrays.copyOfRange(ONE, 12, 12 + ByteBuffer.wrap(ONE).getInt(4)));
      byte[] frame = frame(Arrays.copyOf(headers.array(), headers.position()));
      assertThat(flaw(frame)).as("type %d", type).isEqualTo(type == 10 ? "bad-frame-headers" : "");
    }
    assertThat(flaw(frame(new byte[0]))).isEqualTo("bad-frame-headers");
    assertThat(flaw(frame(new byte[] {5, 'x'}))).isEqualTo("bad-frame-headers");
    assertThat(flaw(frame(new byte[] {1, 'x', 7, 0, 9, 'v'}))).isEqualTo("bad-frame-headers");
  }

  @Test
  void whatIsWrittenIsRead() {
    byte[] stream =
        new EventStreamWriter()
            .event("messageStart", Json.of("role", "assistant"))
            .event("metadata", Json.of("text", "ö⛵", "nothing", null))
            .toByteArray();
    List<Event> read = EventStream.events(stream);
    assertThat(read).extracting(Event::name).containsExactly("messageStart", "metadata");
    assertThat(BedrockOracle.frames(stream).get(1).getValue().path("text").asText())
        .isEqualTo("ö⛵");
    assertThat(new String(stream, UTF_8)).contains(":message-type", ":content-type");
    assertThat(EventStream.events(Frames.bytes("metadata", "[]"))).isNull();
    assertThat(EventStream.events(Arrays.copyOf(stream, stream.length - 1))).isNull();
  }

  private static String flaw(byte[] stream) {
    EventStreamSplitter splitter = new EventStreamSplitter((name, data, length) -> {});
    splitter.accept(stream);
    splitter.end();
    return splitter.flaw();
  }

  private static byte[] prelude(int total, int headers) {
    ByteBuffer prelude = ByteBuffer.allocate(12).putInt(total).putInt(headers);
    return prelude.putInt(checksum(prelude.array(), 8)).array();
  }

  private static byte[] frame(byte[] headers) {
    int total = 16 + headers.length;
    ByteBuffer frame = ByteBuffer.allocate(total);
    frame.put(prelude(total, headers.length)).put(headers);
    return frame.putInt(checksum(frame.array(), total - 4)).array();
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }
}
