package io.llmcache.internal.wire.responses;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesAnswerTextTest {

  private static final String SIX = message("{'type':'output_text','text':'Six.'}");

  @Test
  void theTextsOfAllMessagesAreOne() {
    String more =
        message("{'type':'output_text','text':' In'},{'type':'output_text','text':' all.'}");
    assertThat(completed(SIX)).isEqualTo("Six.");
    assertThat(completed(SIX + "," + more)).isEqualTo("Six. In all.");
    assertThat(completed("{'type':'reasoning','summary':[]}," + SIX)).isEqualTo("Six.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'function_call','name':'f'}",
        "{'type':'web_search_call'}",
        "{'type':'image_generation_call'}",
        "{'type':'message','content':[{'type':'refusal','refusal':'No.'}]}",
        "{'type':'message','content':[{'type':'output_text','text':'x'},{'type':'output_audio'}]}",
        "{'type':'message','content':[]}",
        "{}"
      })
  void anyOtherItemIsMoreThanText(String item) {
    assertThat(completed(SIX + "," + item)).isNull();
    assertThat(completed(item)).isNull();
  }

  @Test
  void whatDidNotEndWellHasNoText() {
    String cut = "{'status':'incomplete','output':[" + SIX + "],'incomplete_details':{'reason':'";
    assertThat(of(cut + "max_output_tokens'}}")).isEqualTo("Six.");
    assertThat(of(cut + "content_filter'}}")).isNull();
    assertThat(of(cut + "another'}}")).isNull();
    assertThat(of("{'status':'failed','output':[" + SIX + "]}")).isNull();
    assertThat(of("{'status':'queued','output':[" + SIX + "]}")).isNull();
    assertThat(completed("")).isNull();
  }

  private static String message(String parts) {
    return "{'type':'message','role':'assistant','content':[" + parts + "]}";
  }

  private static @Nullable String completed(String items) {
    return of("{'status':'completed','output':[" + items + "]}");
  }

  private static @Nullable String of(String body) {
    return ResponsesAnswerText.of(body.replace('\'', '"').getBytes(UTF_8));
  }
}
