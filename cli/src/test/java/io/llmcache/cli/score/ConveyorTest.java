package io.llmcache.cli.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.common.Line;
import io.llmcache.cli.common.LineReader;
import io.llmcache.testing.Waiting;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConveyorTest {

  @Test
  void resultsComeInTheOrderOfTheLines() throws Exception {
    List<String> numbers = IntStream.range(0, 3000).mapToObj(String::valueOf).toList();
    try (Conveyor<String> conveyor = conveyor(String.join("\n", numbers), ConveyorTest::text)) {
      assertThat(all(conveyor)).isEqualTo(numbers);
    }
  }

  @Test
  void aSlowLineIsOvertakenInWorkButNotInOrder() throws Exception {
    CountDownLatch secondIsDone = new CountDownLatch(1);
    try (Conveyor<String> conveyor =
        conveyor(
            "first\nsecond",
            line -> {
              if (text(line).equals("first")) {
                Waiting.on(secondIsDone, "the second line waits for the first");
              } else {
                secondIsDone.countDown();
              }
              return text(line);
            })) {
      assertThat(all(conveyor)).containsExactly("first", "second");
    }
  }

  @Test
  void whatWasReadIsGivenBeforeAFailure() throws Exception {
    InputStream broken =
        new InputStream() {
          private int at;

          @Override
          public int read() throws IOException {
            if (at == 2) {
              throw new IOException("broken");
            }
            return "a\n".charAt(at++);
          }
        };
    try (Conveyor<String> conveyor =
        new Conveyor<>(new LineReader(broken), 2, ConveyorTest::text)) {
      assertThat(conveyor.next()).isEqualTo("a");
      assertThatThrownBy(conveyor::next).isInstanceOf(IOException.class).hasMessage("broken");
    }
  }

  private static Conveyor<String> conveyor(String lines, Function<Line, String> work) {
    InputStream in = new ByteArrayInputStream(lines.getBytes(UTF_8));
    return new Conveyor<>(new LineReader(in), 2, work);
  }

  private static String text(Line line) {
    return new String(line.bytes(), UTF_8);
  }

  private static List<String> all(Conveyor<String> conveyor) throws Exception {
    List<String> all = new ArrayList<>();
    for (String one = conveyor.next(); one != null; one = conveyor.next()) {
      all.add(one);
    }
    return all;
  }
}
