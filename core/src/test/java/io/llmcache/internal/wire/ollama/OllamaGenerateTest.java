package io.llmcache.internal.wire.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.RequestClass;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.WireFormat;
import io.llmcache.testing.OllamaFixtures;
import io.llmcache.testing.WireFormatContract;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OllamaGenerateTest extends WireFormatContract {

  private static final String UNARY = OllamaFixtures.read("generate-request.json");
  private static final String STREAM = OllamaFixtures.read("generate-request-stream.json");
  private static final String RICH = OllamaFixtures.read("generate-request-rich.json");

  private static final String[][] PLAIN = {
    {"/model", "\"birch:7b\""},
    {"/prompt", "\"which bird sings in June?\""},
    {"/prompt", "\"\""},
    {"/system", "\"x\""},
    {"/template", "\"x\""},
    {"/suffix", "\"x\""},
    {"/context", "[1]"},
    {"/images", "[\"AAAA\"]"},
    {"/format", "\"json\""},
    {"/raw", "true"},
    {"/options/top_k", "41"},
    {"/options", "null"},
    {"/think", "true"},
  };

  private static final String[][] MORE = {
    {"/context", "[1,333,22]"},
    {"/context", "[]"},
    {"/suffix", "null"},
    {"/template", "\"\""},
    {"/options/seed", "null"},
    {"/options/num_predict", "-2"},
    {"/x_new_field", "[{}]"},
  };

  @Override
  protected WireFormat format() {
    return new OllamaGenerate();
  }

  @Override
  protected URI target() {
    return URI.create("http://localhost:11434/api/generate");
  }

  @Override
  protected List<String> requests() {
    return List.of(UNARY, STREAM, RICH);
  }

  @Override
  protected boolean keepsOrder(List<String> path) {
    return OllamaSpelling.keepsOrder(path);
  }

  @Override
  protected List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    for (String[] change : PLAIN) {
      changes.add(new Change(UNARY, change[0], change[1]));
    }
    for (String[] change : MORE) {
      changes.add(new Change(RICH, change[0], change[1]));
    }
    return changes;
  }

  @Override
  protected Forms forms() {
    return new Forms(UNARY, STREAM);
  }

  @Override
  protected List<Asks> questions() {
    return List.of(
        new Asks(
            UNARY,
            "/prompt",
            Map.of(
                "/model", "\"birch:7b\"",
                "/system", "\"Answer like a poet.\"",
                "/options/top_k", "41",
                "/format", "\"json\"",
                "/think", "true"),
            List.of(STREAM, changed(UNARY, "/raw", "null"), changed(UNARY, "/template", "null"))));
  }

  @ParameterizedTest
  @CsvSource({"/raw, true", "/template, '\"x\"'"})
  void aPromptThatIsNotPutIntoATurnIsNoQuestion(String member, String value) throws Exception {
    RequestFacts facts = read(changed(UNARY, member, value));
    assertThat(facts.requestClass()).isEqualTo(RequestClass.CACHEABLE);
    assertThat(facts.question()).isNull();
  }

  @Override
  protected Map<String, String> answerTexts() {
    String text = "The song thrush, which repeats each phrase two or three times 🎶.";
    return Map.ofEntries(
        Map.entry("length", text),
        Map.entry("reply", text),
        Map.entry("stream", "The song thrush 🎶"));
  }

  @Override
  protected List<SampleReply> replies() {
    String reply = OllamaFixtures.read("generate-reply.json");
    String stream = OllamaFixtures.read("generate-stream.ndjson");
    return List.of(
        new SampleReply("reply", UNARY, reply, Ending.NATURAL, "}"),
        new SampleReply("length", UNARY, reply.replace("stop", "length"), Ending.LENGTH, "}"),
        new SampleReply("no reason", UNARY, reply.replace("\"stop\"", "null"), Ending.UNKNOWN, "}"),
        new SampleReply("empty", UNARY, reply.replaceAll("The song[^\"]*", ""), Ending.EMPTY, "}"),
        new SampleReply("not done", UNARY, reply.replace("true", "false"), Ending.INCOMPLETE, "}"),
        new SampleReply("stream", STREAM, stream, Ending.NATURAL, "\n"),
        new SampleReply("error", UNARY, "{\"error\":\"x\"}", Ending.ERROR, "}"),
        new SampleReply(
            "cut",
            STREAM,
            stream.substring(0, stream.indexOf("\"done\":true")),
            Ending.INCOMPLETE,
            ""));
  }
}
