package io.llmcache.cli.tune;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcache.cli.common.ConfigError;
import io.llmcache.cli.semantic.WordsEmbedder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command from its options on, with an embedder whose cosines a person can foresee. */
class TuneRunTest {

  private static final String LONG =
      String.join(" ", IntStream.range(0, 99).mapToObj(i -> "w" + i).toList());

  /** Equal but for case, so that no guard objects; or for one of ten words: a cosine of 0.9. */
  private static final List<String> LINES =
      List.of(
          "text_a\ttext_b\tlabel\tkind",
          "Can I bring my own lunch?\tcan i bring my own lunch\t1\tsame:lunch",
          "May I eat my sandwich here?\tmay i eat my sandwich here\t1\tsame:lunch",
          "Where is the station?\twhere is the station\t1\tsame:station",
          "Is a big round table for 7 guests still free?"
              + "\tIs a big round table for 8 guests still free?\t0\tnumber",
          "Is a big round table for 7 guests still free?"
              + "\tIs a big round table for 9 guests still free?\t1\tfit & proper",
          "Which bus goes to <script>alert(1)// town?"
              + "\twhich bus goes to <script>alert(1)// town\t0\t<b>case",
          LONG + "\tshort\t1\tlong");

  @TempDir private Path folder;
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private Path pairs;

  @BeforeEach
  void write() throws IOException {
    pairs = Files.write(folder.resolve("pairs.tsv"), LINES);
  }

  @Test
  void theTablesSayWhatCameOfThePairs() throws Exception {
    assertThat(lines(run()))
        .contains(
            "7 pairs, words (in process), guards on",
            "1 pairs have a text that is too long: never a hit",
            "Over thresholds: 5 pairs may share an answer, 2 may not",
            "0.85 75.00 % 60.00 % 1 50.00 % 1 of 4 25.00 %",
            "0.95 75.00 % 60.00 % 1 50.00 % 0 of 3 0.00 %",
            "at any similarity guards would veto 1 of 5 positives, 20.00 %")
        .contains(
            "Stream of pairs.tsv: 6 questions of 2 intents, asked once each",
            "0.95 3 50.00 % 0 0.00 %",
            "With errors of at most 1.00 % of the questions, 0.99 is best: 50.00 % hits, 0.00 %"
                + " errors.");
  }

  @Test
  void filesKindsAndGuardsAreToldApartAtTheThresholds() throws Exception {
    assertThat(lines(run("--threshold", "0.85", "--threshold", "0.97")))
        .contains(
            "file pairs 1/0 recall 0.85 false hits 0.85 vetoed 0.85 recall 0.97 false hits 0.97"
                + " vetoed 0.97",
            "<b>case 0/1 - 100.00 % - - 100.00 % -",
            "4 kinds have neither false hits nor vetoed positives")
        .anyMatch(line -> line.matches("numbers +1 +1 +[01] +[01]"));
  }

  @Test
  void withoutGuardsThereIsNothingToSayOfThem() throws Exception {
    String report = run("--guards", "off", "--threshold", "0.85");
    assertThat(report).contains("guards off").doesNotContain("Guards at");
    assertThat(lines(report)).contains("0.85 66.67 % 80.00 % 2 100.00 % 0 of 4 0.00 %");
  }

  @Test
  void theOrderOfTheStreamIsTheSeedsAlone() throws Exception {
    assertThat(run("--seed", "5")).isEqualTo(run("--seed", "5"));
  }

  @Test
  void theHtmlReportIsWellFormedAndRunsNothingOfTheTexts() throws Exception {
    Path html = folder.resolve("report.html");
    run("--html", html.toString(), "--threshold", "0.85");
    String page = Files.readString(html);
    assertThat(page)
        .doesNotContain("<script", "http:", "https:", "url(", "<b>")
        .contains("&lt;script&gt;alert(1)// town", "&lt;b&gt;case")
        .contains("fit &amp; proper", "veto: numbers");
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(page.getBytes(UTF_8)));
    NodeList plots = document.getElementsByTagName("figure");
    assertThat(plots.getLength()).as("four of the pairs and two of the stream").isEqualTo(6);
    assertThat(notes.toString(UTF_8)).endsWith("llmcache: report: " + html + "\n");
  }

  @Test
  void aBadLineEndsTheRunBeforeAnythingIsMeasured() throws IOException {
    Files.writeString(pairs, "only one column\n");
    assertThatThrownBy(this::run)
        .isInstanceOf(ConfigError.class)
        .hasMessageStartingWith("pairs.tsv:1 has 1 columns");
    assertThat(notes.toString(UTF_8)).isEmpty();
  }

  @Test
  void figuresWithoutSomeTextsWouldBeWrong() throws IOException {
    Files.writeString(pairs, "one\t" + WordsEmbedder.UNREACHABLE + "\t1\tk\n");
    assertThatThrownBy(this::run)
        .isInstanceOf(IOException.class)
        .hasMessage("the embedder cannot be reached");
  }

  @Test
  void anOptionThatCannotBeIsSaid() {
    assertThatThrownBy(() -> options("--error-rate", "2").check())
        .isInstanceOf(ConfigError.class)
        .hasMessage("--error-rate is a number from 0 to 1, such as 0.01.");
    assertThatThrownBy(() -> options("--threshold", "-3").check()).isInstanceOf(ConfigError.class);
    assertThatThrownBy(() -> options("--html", folder.toString()).check())
        .isInstanceOf(ConfigError.class)
        .hasMessageStartingWith("--html ");
    assertThatThrownBy(() -> options("--html", "none/of/these/r.html").check())
        .isInstanceOf(ConfigError.class);
    assertThat(options().thresholds()).containsExactly(0.90, 0.95);
    assertThat(options("--threshold", "0.9", "--threshold", "0.8").thresholds())
        .containsExactly(0.8, 0.9);
  }

  private String run(String... words) throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(notes, true, UTF_8);
    new TuneRun(options(words), Map.of(), new PrintStream(out, true, UTF_8), err).run();
    return out.toString(UTF_8);
  }

  /** Without the spaces that align columns. */
  private static List<String> lines(String report) {
    return report.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
  }

  private TuneOptions options(String... words) {
    List<String> all = new ArrayList<>(List.of(pairs.toString()));
    all.addAll(List.of("--embedding", WordsEmbedder.NAME));
    all.addAll(List.of(words));
    TuneOptions options = new TuneOptions();
    CommandSpec spec =
        CommandSpec.create().addMixin("tune", CommandSpec.forAnnotatedObject(options));
    new CommandLine(spec).parseArgs(all.toArray(String[]::new));
    return options;
  }
}
