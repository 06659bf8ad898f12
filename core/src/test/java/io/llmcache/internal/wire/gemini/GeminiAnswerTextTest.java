package io.llmcache.internal.wire.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiAnswerTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "none",
      textBlock =
          """
          {'text':'A wren.'}                                    | A wren.
          {'text':'A '},{'text':'wren.'}                        | A wren.
          {'text':'Hm.','thought':true},{'text':'A wren.'}      | A wren.
          {'text':'A wren.','thoughtSignature':'c2ln'}          | A wren.
          {'text':'Hm.','thought':true}                         | none
          {'text':'A wren.'},{'functionCall':{'name':'f'}}      | none
          {'text':'A wren.'},{'inlineData':{'data':'AAAA'}}     | none
          {'executableCode':{'code':'x'}},{'text':'A wren.'}    | none
          {'text':'A wren.','someNewThing':1}                   | none
          {'text':' '}                                          | none
          """)
  void onlyPartsOfTextAreAnAnswer(String parts, @Nullable String text) {
    String candidate = "{'content':{'parts':[" + parts + "]},'finishReason':";
    assertThat(of("{'candidates':[" + candidate + "'STOP'}]}")).isEqualTo(text);
    assertThat(of("[{'candidates':[" + candidate + "'STOP'}]}]")).isEqualTo(text);
    assertThat(of("{'candidates':[" + candidate + "1}]}")).isEqualTo(text);
    assertThat(of("{'candidates':[" + candidate + "'SAFETY'}]}")).isNull();
    assertThat(of("{'candidates':[" + candidate + "'STOP'}," + candidate + "'STOP'}]}")).isNull();
  }

  @Test
  void aPromptThatWasBlockedHasNoAnswer() {
    assertThat(of("{'promptFeedback':{'blockReason':'SAFETY'}}")).isNull();
  }

  private static @Nullable String of(String body) {
    return GeminiAnswerText.of(body.replace('\'', '"').getBytes(UTF_8));
  }
}
