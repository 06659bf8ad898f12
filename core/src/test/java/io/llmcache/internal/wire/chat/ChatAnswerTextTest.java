package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.testing.OpenAiChatFixtures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatAnswerTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'content':'At noon.'}                                                      | At noon.
          {'content':'At noon.','tool_calls':[],'refusal':null,'audio':null}          | At noon.
          {'content':'At noon.','refusal':'','reasoning_content':'Hm.'}               | At noon.
          {'content':'At noon.','annotations':[{'type':'url_citation'}]}              | At noon.
          {'content':[{'type':'text','text':'At '},{'type':'text','text':'noon.'}]}   | At noon.
          {'content':[{'type':'thinking','thinking':[]},{'type':'text','text':'x'}]}  | x
          {'content':[{'type':'text','text':'x'},{'type':'reference','reference_ids':[1]}]} | x
          """)
  void textIsAnAnswer(String message, String text) {
    assertThat(of(message, "stop")).isEqualTo(text);
    assertThat(of(message, "length")).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'content':null}",
        "{'content':''}",
        "{'content':' '}",
        "{'content':[]}",
        "{'content':{'text':'x'}}",
        "{'content':'x','tool_calls':[{'id':'c'}]}",
        "{'content':'x','function_call':{'name':'f'}}",
        "{'content':'x','refusal':'No.'}",
        "{'content':'x','audio':{'id':'a'}}",
        "{'content':'x','images':[{'type':'image_url'}]}",
        "{'content':[{'type':'text','text':'x'},{'type':'image_url'}]}",
        "{'content':[{'type':'text','text':7}]}"
      })
  void nothingAndMoreThanTextAreNoText(String message) {
    assertThat(of(message, "stop")).isNull();
  }

  @Test
  void whatDidNotEndWellHasNoText() {
    assertThat(of("{'content':'x'}", "content_filter")).isNull();
    assertThat(of("{'content':'x'}", "tool_calls")).isNull();
    assertThat(of("{'content':'x'}", "")).isNull();
    assertThat(text("{'choices':[]}")).isNull();
    assertThat(text("{'error':{'message':'x'}}")).isNull();
  }

  @Test
  void severalChoicesHaveNoOneText() {
    String choice = "{'message':{'content':'x'},'finish_reason':'stop'}";
    assertThat(text("{'choices':[" + choice + "]}")).isEqualTo("x");
    assertThat(text("{'choices':[" + choice + "," + choice + "]}")).isNull();
  }

  /** The caller did not ask for a count of tokens; the text is there all the same. */
  @Test
  void aStreamThatCountsNoTokensHasItsText() {
    String stream =
        OpenAiChatFixtures.STREAM
            .lines()
            .filter(line -> !line.contains("\"prompt_tokens\""))
            .reduce("", (before, line) -> before + line + "\n");
    assertThat(stream).isNotEqualTo(OpenAiChatFixtures.STREAM);
    assertThat(ChatAnswerText.of(stream.getBytes(UTF_8))).isEqualTo(OpenAiChatFixtures.TEXT);
  }

  private static @Nullable String of(String message, String reason) {
    return text("{'choices':[{'message':" + message + ",'finish_reason':'" + reason + "'}]}");
  }

  private static @Nullable String text(String body) {
    return ChatAnswerText.of(body.replace('\'', '"').getBytes(UTF_8));
  }
}
