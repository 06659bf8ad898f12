package io.llmcache.internal.wire.chat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.exchange.CacheRequest;
import io.llmcache.exchange.Headers;
import io.llmcache.exchange.WayIn;
import io.llmcache.spi.Question;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatQuestionTest {

  /** The user says the same twice: only the last time is the question. */
  @Test
  void anEqualTextElsewhereIsNotTheQuestion() throws Exception {
    Question question =
        question(
            "'messages':[{'role':'user','content':'Why?'},{'role':'assistant','content':'So.'},"
                + "{'role':'user','content':'Why?'}]");
    Question first = question("'messages':[{'role':'user','content':'Why?'}]");
    assertThat(question).isNotNull();
    assertThat(first).isNotNull();
    assertThat(question.text()).isEqualTo(first.text());
    assertThat(question.from()).isGreaterThan(first.from());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'messages':[{'role':'user','content':[]}]",
        "'messages':[{'role':'user','content':null}]",
        "'messages':[{'role':'user'}]",
        "'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text'}]}]",
        "'messages':[{'role':'user','content':[{'type':'text','text':['a']}]}]",
        "'messages':[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':''}]}]",
      })
  void aLastTextThatIsMissingIsNoQuestion(String members) throws Exception {
    assertThat(read(members).requestClass()).isEqualTo(RequestClass.CACHEABLE);
    assertThat(question(members)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'continue_final_message':true",
        "'add_generation_prompt':false",
        "'chat_template':'{{ messages }}'",
        "'prompt':'The boat'",
      })
  void aTextThatTheModelOnlyGoesOnWithIsNoQuestion(String option) throws Exception {
    String members = "'messages':[{'role':'user','content':'Why?'}]";
    assertThat(question(members)).isNotNull();
    assertThat(read(option + "," + members).requestClass()).isEqualTo(RequestClass.CACHEABLE);
    assertThat(question(option + "," + members)).isNull();
  }

  private static @Nullable Question question(String members) throws Exception {
    return read(members).question();
  }

  private static RequestFacts read(String members) throws Exception {
    byte[] body = ("{'model':'m'," + members + "}").replace('\'', '"').getBytes(UTF_8);
    URI target = URI.create("http://localhost:8000/v1/chat/completions");
    return new OpenAiChat()
        .read(CacheRequest.of(WayIn.CLIENT, "POST", target, Headers.EMPTY, body));
  }
}
