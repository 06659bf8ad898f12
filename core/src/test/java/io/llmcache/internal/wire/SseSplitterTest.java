package io.llmcache.internal.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseSplitterTest {

  private static final int BOUND = 100;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void linesEndInThreeWays(String end) {
    String text = "data: a{}data: b{}{}event: x{}data:c{}{}data{}{}".replace("{}", end);
    assertThat(events(text)).containsExactly(":a\nb", "x:c", ":");
  }

  @Test
  void oneBlankAfterTheColonBelongsToNobody() {
    assertThat(events("data:a\n\ndata: a\n\ndata:  a\n\ndata:\ta\n\ndata: a: b\n\n"))
        .containsExactly(":a", ":a", ": a", ":\ta", ":a: b");
  }

  @Test
  void commentsAndOtherFieldsAreLeftOut() {
    assertThat(
            events(": ping\n\n:\n\nid: 7\nretry: 5\ndata: a\n: between\ndata: b\n\ndatax: c\n\n"))
        .containsExactly(":a\nb");
    assertThat(events("event: lonely\n\ndata: a\n\n")).containsExactly(":a");
  }

  @Test
  void aByteOrderMarkAtTheStartIsLeftOut() {
    assertThat(events("\ufeffdata: a\n\n")).containsExactly(":a");
    assertThat(events("\ufeff\n\ndata: a\n\n")).containsExactly(":a");
    assertThat(events("data: \ufeffa\n\n\ufeffdata: b\n\n")).containsExactly(":\ufeffa");
  }

  @Test
  void theLastEventNeedsNoBlankLine() {
    assertThat(events("data: a\n\ndata: b\n")).containsExactly(":a", ":b");
    assertThat(events("data: a\n\ndata: b")).containsExactly(":a", ":b");
    assertThat(events("data: a\r\n\r\ndata: b\r")).containsExactly(":a", ":b");
    assertThat(events("")).isEmpty();
    assertThat(events("\n\n\n")).isEmpty();
  }

  @Test
  void whatIsPendingCanBeSeen() {
    SseSplitter splitter = new SseSplitter((name, data, length) -> {}, BOUND);
    splitter.accept("data: a\nda".getBytes(UTF_8));
    assertThat(splitter.pending()).asString(UTF_8).isEqualTo("a");
    splitter.accept("ta: b\n".getBytes(UTF_8));
    assertThat(splitter.pending()).asString(UTF_8).isEqualTo("a\nb");
    splitter.accept("\n".getBytes(UTF_8));
    assertThat(splitter.pending()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data: ", ": ", "x"})
  void aLineBeyondTheBoundEndsTheReading(String start) {
    List<String> events = new ArrayList<>();
    SseSplitter splitter = splitter(events);
    splitter.accept("data: a\n\n".getBytes(UTF_8));
    assertThat(splitter.tooLarge()).isFalse();
    for (int i = 0; i < 1000; i++) {
      splitter.accept((i == 0 ? start : "yy").getBytes(UTF_8));
    }
    splitter.accept("\n\ndata: b\n\n".getBytes(UTF_8));
    splitter.end();
    assertThat(splitter.tooLarge()).isTrue();
    assertThat(events).containsExactly(":a");
  }

  @Test
  void manyShortLinesAreBoundedToo() {
    List<String> events = new ArrayList<>();
    SseSplitter splitter = splitter(events);
    splitter.accept("data: abc\n".repeat(BOUND).getBytes(UTF_8));
    splitter.end();
    assertThat(splitter.tooLarge()).isTrue();
    assertThat(splitter.pending()).hasSizeLessThanOrEqualTo(BOUND);
    assertThat(events).isEmpty();
  }

  @Property
  void splittingChangesNothing(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    String[] pieces = {"data:", "data: ", "event: ", ":", "\r", "\n", "\r\n", "ä", "x", "\ufeff"};
    for (int i = 0; i < 40; i++) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    List<String> events = new ArrayList<>();
    SseSplitter splitter = splitter(events);
    for (int at = 0; at < bytes.length; ) {
      int to = Math.min(bytes.length, at + random.nextInt(4));
      splitter.accept(Arrays.copyOfRange(bytes, at, to));
      at = to;
    }
    splitter.end();
    assertThat(events).isEqualTo(events(text.toString()));
  }

  private static List<String> events(String text) {
    List<String> events = new ArrayList<>();
    SseSplitter splitter = splitter(events);
    splitter.accept(text.getBytes(UTF_8));
    splitter.end();
    return events;
  }

  private static SseSplitter splitter(List<String> events) {
    return new SseSplitter(
        (name, data, length) -> events.add(name + ":" + new String(data, 0, length, UTF_8)), BOUND);
  }
}
