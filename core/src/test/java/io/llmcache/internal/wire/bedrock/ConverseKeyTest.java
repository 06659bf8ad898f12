package io.llmcache.internal.wire.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which Converse requests are the same one, what may answer them, and what cannot be told. */
class ConverseKeyTest {

  private static final BedrockConverse FORMAT = new BedrockConverse();
  private static final String ASK = "{'messages':[{'role':'user','content':[%s]}]%s}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'requestMetadata':{'a':'b'}",
        "'performanceConfig':{'latency':'optimized'}",
        "'serviceTier':{'type':'flex'}",
        "'system':[]",
        "'system':null",
        "'system':[{'cachePoint':{'type':'default'}}]",
        "'inferenceConfig':{}",
        "'inferenceConfig':{'topP':null}",
        "'toolConfig':null",
        "'x_unknown':null",
      })
  void whatSaysNothingIsNotInTheKey(String field) throws Exception {
    assertThat(key("{'text':'x'}", "," + field)).isEqualTo(key("{'text':'x'}", ""));
  }

  @Test
  void marksForPromptCachingAreNotInTheKey() throws Exception {
    assertThat(key("{'text':'x'},{'cachePoint':{'type':'default'}}", ""))
        .isEqualTo(key("{'text':'x'}", ""));
    assertThat(key("{'text':'x'},{'text':'y'}", "")).isNotEqualTo(key("{'text':'xy'}", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'text':'x'}                       |                                                              | CACHEABLE  |
          {'text':'x'}                       | ,'inferenceConfig':{'maxTokens':5}                           | CACHEABLE  |
          {'text':'x'}                       | ,'toolConfig':{'tools':[{'toolSpec':{'name':'f'}}]}          | EXACT_ONLY | tools
          {'text':'x'}                       | ,'toolConfig':{'tools':[{'systemTool':{'name':'g'}}]}        | PASS       | provider-run-tool
          {'toolResult':{'toolUseId':'t'}}   |                                                              | EXACT_ONLY | tool-results
          {'reasoningContent':{}}            |                                                              | EXACT_ONLY | reasoning-items
          {'image':{'format':'png'}}         |                                                              | EXACT_ONLY | more-than-text
          {'guardContent':{'text':{}}}       |                                                              | EXACT_ONLY | more-than-text
          {'text':'x'}                       | ,'outputConfig':{'textFormat':{}}                            | EXACT_ONLY | output-schema
          {'text':'x'}                       | ,'promptVariables':{}                                        | EXACT_ONLY | stored-prompt
          {'text':'x'}                       | ,'additionalModelRequestFields':{'k':1}                      | EXACT_ONLY | model-fields
          """)
  void whatMayAnswer(String content, String field, String requestClass, String reason)
      throws Exception {
    RequestFacts facts = facts(content, field == null ? "" : field);
    assertThat(facts.requestClass()).hasToString(requestClass);
    assertThat(facts.classReason()).isEqualTo(reason == null ? "" : reason);
  }

  @Test
  void whatLiesInS3IsNotKeptLong() throws Exception {
    String video = "{'video':{'format':'mp4','source':{'s3Location':{'uri':'s3://b/v'}}}}";
    assertThat(facts(video, "").longestLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(facts("{'text':'x'}", "").longestLifetime()).isNull();
  }

  @Test
  void aStoredPromptNeedsAVersion() throws Exception {
    String base = "https://h/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aprompt%2FP1";
    byte[] body = "{\"promptVariables\":{\"a\":{\"text\":\"b\"}}}".getBytes(UTF_8);
    RequestFacts floating = facts(base + "/converse", body);
    RequestFacts fixed = facts(base + "%3A2/converse", body);
    assertThat(floating.requestClass()).hasToString("PASS");
    assertThat(fixed.requestClass()).hasToString("EXACT_ONLY");
    assertThat(fixed.model()).isEqualTo("arn:aws:bedrock:us-east-1:1:prompt/P1:2");
  }

  @Test
  void theVerbPicksTheFormAndIsNotInTheKey() throws Exception {
    byte[] body = "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}".getBytes(UTF_8);
    RequestFacts unary = facts("https://h/a%20b/model/m%3A0/converse", body);
    RequestFacts stream = facts("https://h/a%20b/model/m:0/converse-stream", body);
    assertThat(stream.path()).isEqualTo(unary.path()).isEqualTo("/a%20b/model/m:0/converse");
    assertThat(unary.form()).isEqualTo("unary");
    assertThat(stream.form()).isEqualTo("stream");
    assertThat(stream.shape()).isEqualTo(Shape.STREAM);
  }

  @Test
  void headersThatChangeTheAnswerAreInTheKey() throws Exception {
    Headers headers =
        Headers.of("X-Amzn-Bedrock-GuardrailIdentifier", "g")
            .plus("X-Amzn-Bedrock-Service-Tier", "flex")
            .plus("X-Amz-Date", "20260101T000000Z");
    byte[] body = "{\"messages\":[{\"role\":\"user\",\"content\":[]}]}".getBytes(UTF_8);
    assertThat(
            BedrockSamples.facts(FORMAT, BedrockSamples.target("converse"), headers, body)
                .keyHeaders())
        .isEqualTo(Headers.of("x-amzn-bedrock-guardrailidentifier", "g"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'messages':[]}                                           | no-messages
          {'messages':{}}                                           | wrong-type-of-messages
          {'messages':['x']}                                        | wrong-type-in-messages
          {'messages':[{'content':[]}]}                             | message-without-role
          {'messages':[{'role':'user','content':'x'}]}              | wrong-type-of-content
          {'messages':[{'role':'user'}],'system':'x'}               | wrong-type-of-system
          {'messages':[{'role':'user'}],'inferenceConfig':[]}       | wrong-type-of-inferenceConfig
          {'messages':[{'role':'user'}],'toolConfig':{'tools':{}}}  | wrong-type-of-tools
          [1]                                                       | not-a-json-object
          """)
  void wrongTypesAreRefused(String body, String why) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .isThrownBy(() -> BedrockSamples.facts(FORMAT, "converse", body))
        .withMessage(why);
  }

  @Test
  void whatCannotBeToldInTheOtherShapeIsAMiss() throws Exception {
    String reply = BedrockSamples.text("converse-reply.json");
    RequestFacts stream = BedrockSamples.facts(FORMAT, "converse-stream", ASK.formatted("", ""));
    for (String body :
        List.of(
            reply.replace("\"usage\"", "\"usage_\""),
            reply.replace("\"stopReason\"", "\"stopReason_\""),
            reply.replace("\"text\"", "\"citationsContent\""),
            reply.replace("\"role\": \"assistant\"", "\"role\": \"assistant\",\"x\":1"),
            BedrockSamples.text("error.json"),
            "{}",
            "")) {
      StoredReply stored = BedrockSamples.stored("unary", body.getBytes(UTF_8));
      assertThat(FORMAT.reframe(stream, stored)).as(body).isNull();
    }
    RequestFacts unary = BedrockSamples.facts(FORMAT, "converse", ASK.formatted("", ""));
    String tool = BedrockSamples.text("converse-stream-tool.txt");
    for (String lines :
        List.of(
            BedrockSamples.text("converse-stream-cut.txt"),
            BedrockSamples.text("converse-stream-error.txt"),
            tool.replace("\"toolUse\": {\"toolUseId\"", "\"toolResult\": {\"toolUseId\""),
            tool.replace("{\"input\": \"mill", "{\"input\": \"\\\"mill"),
            tool.replace("\"signature\"", "\"sealed\""))) {
      byte[] bytes = Frames.ofLines(lines).getBytes(UTF_8);
      StoredReply stored = BedrockSamples.stored("stream", bytes);
      assertThat(FORMAT.reframe(unary, stored) == null).as(lines).isEqualTo(!lines.equals(tool));
    }
  }

  @Test
  void theContentTypeFollowsTheShape() throws Exception {
    byte[] reply = BedrockSamples.text("converse-reply.json").getBytes(UTF_8);
    RequestFacts stream = BedrockSamples.facts(FORMAT, "converse-stream", ASK.formatted("", ""));
    StoredReply other = FORMAT.reframe(stream, BedrockSamples.stored("unary", reply));
    assertThat(other).isNotNull();
    assertThat(other.headers().first("Content-Type"))
        .isEqualTo("application/vnd.amazon.eventstream");
  }

  private static String key(String content, String field) throws Exception {
    return new String(facts(content, field).canonical(), UTF_8);
  }

  private static RequestFacts facts(String content, String field) throws Exception {
    return BedrockSamples.facts(FORMAT, "converse", ASK.formatted(content, field));
  }

  private static RequestFacts facts(String target, byte[] body) throws Exception {
    return BedrockSamples.facts(FORMAT, URI.create(target), Headers.EMPTY, body);
  }
}
