package io.llmcache.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.llmcache.exchange.Headers;
import io.llmcache.spi.Pace;
import io.llmcache.spi.ReplyFacts;
import io.llmcache.spi.ReplyFacts.Ending;
import io.llmcache.spi.ReplyTracker;
import io.llmcache.spi.RequestFacts;
import io.llmcache.spi.Shape;
import io.llmcache.spi.StoredReply;
import io.llmcache.spi.UnreadableRequestException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every wire format with JSON requests does. Needs jqwik, AssertJ and jackson-databind. */
public abstract class WireFormatContract extends QuestionContract {

  /**
   * A change to a request that must give it another key.
   *
   * @param pointer a JSON pointer (RFC 6901) to the member to set; its parent is an object
   * @param value JSON
   */
  public record Change(String request, String pointer, String value) {}

  /**
   * A reply.
   *
   * @param name for messages
   * @param request what it answers
   * @param body its text
   * @param ending what it is in the end
   * @param mark the text at whose end it is complete; empty if it never is
   */
  public record SampleReply(String name, String request, String body, Ending ending, String mark) {

    @Override
    public String toString() {
      return name;
    }
  }

  /** Each with another key or another form. */
  @Override
  protected abstract List<String> requests();

  /** See {@link JsonSpelling#of}. */
  protected abstract boolean keepsOrder(List<String> path);

  protected abstract List<Change> changes();

  protected abstract List<SampleReply> replies();

  /** The texts of those replies that are nothing but text, by their names. */
  protected Map<String, String> answerTexts() {
    return Map.of();
  }

  /**
   * The same request in two forms.
   *
   * @param unary wants one piece
   * @param stream wants a stream, with all that a unary reply tells
   */
  public record Forms(String unary, String stream) {}

  /** Null where the format has one form only, or never changes it. */
  protected @Nullable Forms forms() {
    return null;
  }

  /** Where the stream goes that {@link #forms} has; for formats whose path picks the form. */
  protected URI streamTarget() {
    return target();
  }

  @Test
  void requestsAreRecognisedByMethodAndPathAlone() {
    assertThat(format().recognises("POST", target())).isTrue();
    assertThat(format().recognises("GET", target())).isFalse();
    assertThat(format().recognises("POST", target().resolve("/v1/models"))).isFalse();
  }

  @Test
  void requestsOfAnotherMeaningHaveAnotherKey() throws Exception {
    List<String> requests = requests();
    for (int i = 0; i < requests.size(); i++) {
      for (int j = 0; j < i; j++) {
        RequestFacts one = read(requests.get(i));
        RequestFacts other = read(requests.get(j));
        assertThat(sameKey(one, other) && one.form().equals(other.form()))
            .as("%s%n%s", requests.get(i), requests.get(j))
            .isFalse();
      }
    }
  }

  @Property(tries = 50)
  void spellingChangesNothing(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < Effort.rounds(); round++) {
      for (String request : requests()) {
        byte[] other = JsonSpelling.of(request.getBytes(UTF_8), random, this::keepsOrder);
        RequestFacts facts = read(request);
        RequestFacts otherFacts = read(other);
        assertThat(new String(otherFacts.canonical(), UTF_8))
            .as(() -> new String(other, UTF_8))
            .isEqualTo(new String(facts.canonical(), UTF_8));
        assertThat(otherFacts)
            .usingRecursiveComparison()
            .ignoringFields("canonical")
            .isEqualTo(facts);
      }
    }
  }

  @Test
  void anyChangeThatChangesTheAnswerChangesTheKey() throws Exception {
    for (Change change : changes()) {
      String changed = changed(change.request(), change.pointer(), change.value());
      assertThat(sameKey(read(change.request()), read(changed)))
          .as("%s = %s", change.pointer(), change.value())
          .isFalse();
    }
  }

  @Test
  void whatIsNotAWholeJsonObjectIsRefused() {
    for (String request : requests()) {
      byte[] bytes = request.strip().getBytes(UTF_8);
      for (int length = 0; length < bytes.length; length++) {
        assertRefused(Arrays.copyOf(bytes, length));
      }
      for (String garbage : List.of("{}", "x", ",", "]", "\u0000", "1", "\u00e4")) {
        assertRefused((request + garbage).getBytes(UTF_8));
      }
    }
    for (String other : List.of(" ", "null", "true", "1", "\"x\"", "[]", "{}", "[{}]")) {
      assertRefused(other.getBytes(UTF_8));
    }
  }

  @Test
  void aNameTwiceInAnyObjectIsRefused() {
    for (String request : requests()) {
      for (int at : objectStarts(request)) {
        boolean empty = request.substring(at + 1).stripLeading().startsWith("}");
        String twice = "\"x_twice\":1,\"x_twice\":1" + (empty ? "" : ",");
        assertRefused(
            (request.substring(0, at + 1) + twice + request.substring(at + 1)).getBytes(UTF_8));
      }
    }
  }

  @Test
  void illFormedTextIsRefused() {
    List<String> illFormed =
        List.of(
            "\u0080",
            "\u00c3",
            "\u00c0\u00af",
            "\u00c1\u00bf",
            "\u00e0\u0080\u00af",
            "\u00ed\u00a0\u0080",
            "\u00f0\u0080\u0080\u00af",
            "\u00f4\u0090\u0080\u0080",
            "\u00f8\u0088\u0080\u0080\u0080",
            "\u00ff");
    for (String request : requests()) {
      int at = request.getBytes(UTF_8).length;
      for (String bad : illFormed) {
        byte[] name = ("\"x_" + bad + "\":1,").getBytes(ISO_8859_1);
        assertRefused(inserted(request.getBytes(UTF_8), request.indexOf('{') + 1, name));
        assertRefused(inserted(request.getBytes(UTF_8), at, bad.getBytes(ISO_8859_1)));
      }
      assertRefused(request.getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
      assertRefused(request.getBytes(java.nio.charset.StandardCharsets.UTF_16BE));
    }
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "\"x_deep\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",";
    for (String request : requests()) {
      assertRefused(request.replaceFirst("\\{", "{" + deep).getBytes(UTF_8));
    }
  }

  @Test
  void eachReplyEndsAsItShould() throws Exception {
    for (SampleReply sample : replies()) {
      ReplyTracker tracker = tracker(sample);
      tracker.accept(ByteBuffer.wrap(sample.body().getBytes(UTF_8)));
      assertThat(tracker.complete()).as(sample.name()).isEqualTo(!sample.mark().isEmpty());
      assertThat(tracker.end().ending()).as(sample.name()).isEqualTo(sample.ending());
    }
  }

  @Test
  void noBytesAreAnIncompleteReply() throws Exception {
    for (SampleReply sample : replies()) {
      ReplyTracker tracker = tracker(sample);
      tracker.accept(ByteBuffer.allocate(0));
      assertThat(tracker.complete()).isFalse();
      assertThat(tracker.end().ending()).isEqualTo(Ending.INCOMPLETE);
    }
  }

  @Test
  void buffersOfAllKindsAreRead() throws Exception {
    for (SampleReply sample : replies()) {
      byte[] bytes = sample.body().getBytes(UTF_8);
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 2);
      direct.put(1, bytes).position(1).limit(bytes.length + 1);
      ReplyTracker tracker = tracker(sample);
      tracker.accept(direct.asReadOnlyBuffer());
      assertThat(tracker.end()).isEqualTo(whole(sample, bytes));
      ReplyTracker other = tracker(sample);
      other.accept(ByteBuffer.wrap((" " + sample.body()).getBytes(UTF_8), 1, bytes.length).slice());
      assertThat(other.end()).isEqualTo(whole(sample, bytes));
    }
  }

  @Property(tries = 50)
  void splittingChangesNothing(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < Effort.rounds(); round++) {
      for (SampleReply sample : replies()) {
        byte[] bytes = sample.body().getBytes(UTF_8);
        int largest = 1 + random.nextInt(random.nextBoolean() ? 3 : bytes.length);
        ReplyTracker tracker = tracker(sample);
        feedInPieces(tracker, bytes, random, largest);
        assertThat(tracker.complete()).as(sample.name()).isEqualTo(!sample.mark().isEmpty());
        assertThat(tracker.end()).as(sample.name()).isEqualTo(whole(sample, bytes));
      }
    }
  }

  @Test
  void aReplyIsCompleteFromItsMarkOnAndNotBefore() throws Exception {
    for (SampleReply sample : replies()) {
      byte[] bytes = sample.body().getBytes(UTF_8);
      int at = sample.mark().isEmpty() ? -1 : sample.body().lastIndexOf(sample.mark());
      int mark =
          at < 0
              ? Integer.MAX_VALUE
              : sample.body().substring(0, at + sample.mark().length()).getBytes(UTF_8).length;
      ReplyTracker tracker = tracker(sample);
      for (int read = 1; read <= bytes.length; read++) {
        tracker.accept(ByteBuffer.wrap(bytes, read - 1, 1));
        assertThat(tracker.complete())
            .as("%s after %d bytes", sample.name(), read)
            .isEqualTo(read >= mark);
      }
    }
  }

  @Test
  void whatIsCutIsIncompleteOrLacksNothing() throws Exception {
    for (SampleReply sample : replies()) {
      if (!sample.mark().isEmpty()) {
        byte[] bytes = sample.body().getBytes(UTF_8);
        Ending ending = whole(sample, bytes).ending();
        for (int length = 0; length < bytes.length; length++) {
          ReplyTracker tracker = tracker(sample);
          tracker.accept(ByteBuffer.wrap(bytes, 0, length));
          assertThat(tracker.end().ending())
              .as("%s cut after %d bytes", sample.name(), length)
              .isIn(Ending.INCOMPLETE, ending);
        }
      }
    }
  }

  @Property(tries = 100)
  void noBytesMakeATrackerThrow(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < Effort.rounds() * 5; round++) {
      for (SampleReply sample : replies()) {
        byte[] bytes = mutated(sample.body().getBytes(UTF_8), random);
        ReplyTracker tracker = tracker(sample);
        feedInPieces(tracker, bytes, random, 1 + random.nextInt(bytes.length + 1));
        tracker.complete();
        assertThat(tracker.end().ending()).isNotNull();
      }
    }
  }

  @Property(tries = 100)
  void noBytesMakeReadingThrowAnythingElse(@ForAll long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < Effort.rounds() * 5; round++) {
      for (String request : requests()) {
        byte[] bytes = mutated(request.getBytes(UTF_8), random);
        try {
          assertThat(read(bytes).canonical()).isNotEmpty();
        } catch (UnreadableRequestException e) {
          assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(60);
        }
      }
    }
  }

  /** Stored replies that end well are had in the other form, and back again, without loss. */
  @Test
  void anAnswerIsTheSameInTheOtherForm() throws Exception {
    Forms forms = forms();
    if (forms == null) {
      return;
    }
    RequestFacts unary = read(forms.unary());
    RequestFacts stream = read(streamTarget(), forms.stream().getBytes(UTF_8));
    assertThat(sameKey(unary, stream)).isTrue();
    assertThat(unary.form()).isNotEqualTo(stream.form());
    int tried = 0;
    for (SampleReply sample : replies()) {
      byte[] bytes = sample.body().getBytes(UTF_8);
      if (whole(sample, bytes).ending().compareTo(Ending.LENGTH) <= 0) {
        boolean whole =
            sample.body().stripLeading().startsWith("{") && !sample.body().contains("\n{");
        assertSameInOtherForm(sample.name(), whole ? unary : stream, whole ? stream : unary, bytes);
        tried++;
      }
    }
    assertThat(tried).isPositive();
  }

  @Test
  void theTextOfAnAnswerIsHadFromEachForm() throws Exception {
    Map<String, String> texts = new HashMap<>();
    for (SampleReply sample : replies()) {
      byte[] bytes = sample.body().getBytes(UTF_8);
      RequestFacts request = read(targetOf(sample), sample.request().getBytes(UTF_8));
      String text = format().answerText(stored(request, bytes));
      if (text != null) {
        texts.put(sample.name(), text);
      }
      for (RequestFacts wanted : inBothForms()) {
        StoredReply other = format().reframe(wanted, stored(request, bytes));
        if (other != null && text != null) {
          assertThat(format().answerText(other)).as(sample.name()).isEqualTo(text);
        }
      }
    }
    assertThat(texts).isEqualTo(answerTexts());
  }

  private List<RequestFacts> inBothForms() throws UnreadableRequestException {
    Forms forms = forms();
    return forms == null
        ? List.of()
        : List.of(read(forms.unary()), read(streamTarget(), forms.stream().getBytes(UTF_8)));
  }

  private void assertSameInOtherForm(String name, RequestFacts is, RequestFacts wanted, byte[] body)
      throws Exception {
    StoredReply stored = stored(is, body);
    StoredReply other = format().reframe(wanted, stored);
    assertThat(other).as(name).isNotNull();
    assertThat(other.form()).as(name).isEqualTo(wanted.form());
    assertThat(tracked(wanted, other.body()))
        .as("%s%n%s", name, new String(other.body(), UTF_8))
        .isEqualTo(tracked(is, body));
    StoredReply back = format().reframe(is, other);
    assertThat(back).as(name).isNotNull();
    assertThat(tracked(is, back.body())).as(name).isEqualTo(tracked(is, body));
    if (is.shape() == Shape.UNARY) {
      assertThat(JsonSpelling.tree(back.body())).as(name).isEqualTo(JsonSpelling.tree(body));
    }
  }

  @Property(tries = 50)
  void noBytesMakeReframingThrow(@ForAll long seed) throws Exception {
    Forms forms = forms();
    if (forms == null) {
      return;
    }
    Random random = new Random(seed);
    RequestFacts unary = read(forms.unary());
    RequestFacts stream = read(streamTarget(), forms.stream().getBytes(UTF_8));
    for (int round = 0; round < Effort.rounds() * 5; round++) {
      for (SampleReply sample : replies()) {
        byte[] bytes = mutated(sample.body().getBytes(UTF_8), random);
        format().reframe(stream, stored(unary, bytes));
        format().reframe(unary, stored(stream, bytes));
        format().answerText(stored(stream, bytes));
      }
    }
  }

  /** The reply as it would be stored for a request. */
  protected final StoredReply stored(RequestFacts request, byte[] body) {
    String type = request.shape() == Shape.STREAM ? "text/event-stream" : "application/json";
    return new StoredReply(
        Instant.EPOCH,
        Duration.ZERO,
        Duration.ofHours(1),
        0,
        request.format(),
        request.model(),
        request.form(),
        200,
        Headers.of("Content-Type", type),
        body,
        tracked(request, body).usage(),
        Duration.ofSeconds(1),
        List.of(),
        Pace.UNKNOWN);
  }

  /** How a reply to the request ends that is made of these bytes. */
  protected final ReplyFacts tracked(RequestFacts request, byte[] body) {
    ReplyTracker tracker = format().track(request, 200, Headers.EMPTY);
    tracker.accept(ByteBuffer.wrap(body));
    return tracker.end();
  }

  protected final void assertRefused(byte[] body) {
    assertThatExceptionOfType(UnreadableRequestException.class)
        .as(() -> new String(body, UTF_8))
        .isThrownBy(() -> read(body))
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(60));
  }

  /** Whether everything is equal that goes into a key beside tenant and upstream. */
  protected static boolean sameKey(RequestFacts one, RequestFacts other) {
    return one.path().equals(other.path())
        && Arrays.equals(one.canonical(), other.canonical())
        && one.keyHeaders().equals(other.keyHeaders())
        && one.keyQuery().equals(other.keyQuery());
  }

  private ReplyTracker tracker(SampleReply sample) throws UnreadableRequestException {
    return format()
        .track(read(targetOf(sample), sample.request().getBytes(UTF_8)), 200, Headers.EMPTY);
  }

  private URI targetOf(SampleReply sample) {
    Forms forms = forms();
    return forms != null && sample.request().equals(forms.stream()) ? streamTarget() : target();
  }

  private ReplyFacts whole(SampleReply sample, byte[] bytes) throws UnreadableRequestException {
    ReplyTracker tracker = tracker(sample);
    tracker.accept(ByteBuffer.wrap(bytes));
    return tracker.end();
  }

  private static void feedInPieces(ReplyTracker tracker, byte[] bytes, Random random, int largest) {
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, 1 + random.nextInt(largest));
      tracker.accept(ByteBuffer.wrap(bytes, at, length));
      at += length;
    }
  }

  /** The bytes with some overwritten, taken out, doubled or shuffled, or nothing but noise. */
  private static byte[] mutated(byte[] bytes, Random random) {
    byte[] mutant = bytes.clone();
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(20));
    switch (random.nextInt(5)) {
      case 0 -> random.nextBytes(mutant);
      case 1 -> mutant[from] = (byte) random.nextInt(256);
      case 2 -> mutant = joined(bytes, 0, from, to, bytes.length);
      case 3 -> mutant = joined(bytes, 0, to, from, bytes.length);
      default -> mutant[from] = (byte) "{}[]\",:\\0\n\r".charAt(random.nextInt(11));
    }
    return mutant;
  }

  private static byte[] joined(byte[] bytes, int from1, int to1, int from2, int to2) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, from1, to1 - from1);
    out.write(bytes, from2, to2 - from2);
    return out.toByteArray();
  }

  private static byte[] inserted(byte[] bytes, int at, byte[] more) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(more);
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  /** Where objects begin, outside of strings. */
  private static List<Integer> objectStarts(String json) {
    List<Integer> starts = new java.util.ArrayList<>();
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString && c == '\\') {
        i++;
      } else if (c == '"') {
        inString = !inString;
      } else if (c == '{' && !inString) {
        starts.add(i);
      }
    }
    return starts;
  }
}
