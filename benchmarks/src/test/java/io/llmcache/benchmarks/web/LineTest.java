package io.llmcache.benchmarks.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LineTest {

  @Test
  void oneConnectionHasManyAnswersOfEitherKind() throws Exception {
    byte[] whole = "{\"a\":1}".getBytes(UTF_8);
    byte[][] parts = {"data: one\n\n".getBytes(UTF_8), "data: two\n\n".getBytes(UTF_8)};
    try (Provider provider =
            Provider.start(
                body ->
                    new String(body, UTF_8).equals("whole")
                        ? Provider.Answer.whole(whole)
                        : Provider.Answer.events(parts));
        Line line = new Line(provider.uri())) {
      for (int i = 0; i < 3; i++) {
        line.exchange(Line.post("/", "whole".getBytes(UTF_8)));
        assertThat(line.text()).isEqualTo("{\"a\":1}");
        line.exchange(Line.post("/", "parts".getBytes(UTF_8)));
        assertThat(line.text()).isEqualTo("data: one\n\ndata: two\n\n");
      }
      assertThat(provider.calls()).isEqualTo(6);
    }
  }

  @Test
  void aServerThatHangsUpIsAFailure() throws Exception {
    try (Provider provider =
            Provider.start(
                body -> {
                  throw new InterruptedException();
                });
        Line line = new Line(provider.uri())) {
      assertThatThrownBy(() -> line.exchange(Line.post("/", new byte[0])))
          .isInstanceOf(IOException.class);
    }
  }
}
