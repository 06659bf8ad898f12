package io.llmcache.interceptor.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.llmcache.interceptor.LlmCacheIgnore;
import io.llmcache.interceptor.LlmCacheInvalidate;
import io.llmcache.interceptor.LlmCacheKey;
import io.llmcache.interceptor.LlmCached;
import io.llmcache.interceptor.SemanticKey;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.se.SeContainer;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LlmCachedValidationTest {

  static Stream<Arguments> refused() {
    return Stream.of(
        of(ReturnsNothing.class, "ask", "it returns nothing", "take @LlmCached off"),
        of(ReturnsObject.class, "ask", "java.lang.Object has no JSON form"),
        of(ReturnsStreamOfBytes.class, "ask", "java.io.InputStream has no JSON form"),
        of(ReturnsWildcard.class, "ask", "the wildcard ? extends java.lang.Number"),
        of(ReturnsRaw.class, "ask", "java.util.List is used without type arguments"),
        of(ReturnsVariable.class, "ask", "the type variable T is not known"),
        of(ReturnsInterface.class, "ask", "does not say which class it is", "Shape"),
        of(ReturnsHidden.class, "ask", "Hidden.amount cannot be seen in JSON: it has no getter"),
        of(ReturnsUnset.class, "ask", "Unset.amount cannot be set from JSON"),
        of(ReturnsNoConstructor.class, "ask", "neither a constructor without parameters"),
        of(ReturnsRawStage.class, "ask", "CompletionStage without a type argument"),
        of(PublishesNothing.class, "ask", "java.lang.Object has no JSON form"),
        of(WrongLifetime.class, "ask", "ttl = \"ten minutes\"", "10m"),
        of(WrongThreshold.class, "ask", "threshold = 95.0 is no cosine"),
        of(UnknownParameter.class, "ask", "names the parameter idd", "there are: id"),
        of(UnknownProperty.class, "ask", "has no property nme"),
        of(NoText.class, "ask", "has no text of its own", "{order.id}"),
        of(LoneBrace.class, "ask", "a brace without its partner"),
        of(CommaInTag.class, "ask", "comma"),
        of(UnreadableUnless.class, "ask", "unless = \"result.\" is no expression"),
        of(UnlessOfNobody.class, "ask", "names reslt; it can name result and id"),
        of(UnlessOfPublisher.class, "ask", "unless has no result to look at"),
        of(Overloaded.class, "ask", "it is called Overloaded.ask", "name = \"..\""),
        of(SharedByStrangers.class, "other", "not the same parameters and result"),
        of(TwoQuestions.class, "ask", "2 parameters have @SemanticKey"),
        of(QuestionOfNumbers.class, "ask", "a question is a String"),
        of(KeyAndIgnored.class, "ask", "both @LlmCacheKey and @LlmCacheIgnore"),
        of(ReadsStream.class, "ask", "in cannot be part of the key", "@LlmCacheIgnore"),
        of(HiddenArgument.class, "ask", "Hidden.amount cannot be seen in JSON"),
        of(PrivateMethod.class, "ask", "no effect on a private method"),
        of(StaticMethod.class, "ask", "no effect on a static method"),
        of(FinalMethod.class, "ask", "no effect on a final method"),
        of(WrongName.class, "ask", "name = \"a,b\" cannot be a name"),
        of(OnClass.class, "save", "it returns nothing", "put it on the methods"),
        of(TakesNothingAway.class, "change", "does not say what to take away"),
        of(TakesUnknownAway.class, "change", "names no cached method; there are: "),
        of(WrongTagAway.class, "change", "names the parameter idd"));
  }

  private static Arguments of(Class<?> bean, String method, String... said) {
    return Arguments.of(bean, method, List.of(said));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWithTheMethodAndTheRemedy(Class<?> bean, String method, List<String> said) {
    Throwable failure =
        catchThrowable(
            () -> {
              try (SeContainer container = Container.deploy(bean)) {
                container.isRunning();
              }
            });
    assertThat(failure).isNotNull();
    assertThat(failure.toString()).contains(bean.getName() + "." + method + ": ").contains(said);
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    Throwable failure =
        catchThrowable(() -> Container.deploy(ReturnsNothing.class, WrongLifetime.class).close());
    assertThat(failure.toString())
        .contains(ReturnsNothing.class.getName() + ".ask", WrongLifetime.class.getName() + ".ask");
  }

  @Test
  void aTagNeedsTheNamesThatTheCompilerLeavesOut(@TempDir Path folder) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Nameless.java"),
            """
            @jakarta.enterprise.context.Dependent
            public class Nameless {
              @io.llmcache.interceptor.LlmCached(tags = "product:{id}")
              public String ask(long id) {
                return "";
              }
            }
            """);
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(compiled).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Class<?> nameless = loader.loadClass("Nameless");
      assertThat(catchThrowable(() -> Container.deploy(nameless).close()).toString())
          .contains("Nameless.ask: ", "<maven.compiler.parameters>true");
    }
  }

  @Test
  void whatIsRightIsDeployed() {
    try (SeContainer container =
        Container.deploy(Catalog.class, Shared.class, SharedToo.class, OfNumbers.class)) {
      assertThat(container.select(Catalog.class).isResolvable()).isTrue();
    }
  }

  /** What many things are. */
  public interface Shape {}

  /** State that nobody sees. */
  public static class Hidden {
    private int amount;

    void add() {
      amount++;
    }
  }

  /** State that is seen and not restored. */
  public static class Unset {
    private int amount;

    public int getAmount() {
      return amount++;
    }
  }

  /** Nothing makes it but its author. */
  public static class Closed {
    public int amount;

    private Closed() {}
  }

  /** A key. */
  public record Order(long id, Customer customer) {}

  /** Part of it. */
  public record Customer(String name) {}

  @Dependent
  static class ReturnsNothing {
    @LlmCached
    public void ask() {}
  }

  @Dependent
  static class ReturnsObject {
    @LlmCached
    public Object ask() {
      return "";
    }
  }

  @Dependent
  static class ReturnsStreamOfBytes {
    @LlmCached
    public InputStream ask() {
      return InputStream.nullInputStream();
    }
  }

  @Dependent
  static class ReturnsWildcard {
    @LlmCached
    public List<? extends Number> ask() {
      return List.of();
    }
  }

  @Dependent
  @SuppressWarnings("rawtypes")
  static class ReturnsRaw {
    @LlmCached
    public List ask() {
      return List.of();
    }
  }

  @Dependent
  static class ReturnsVariable {
    @LlmCached
    public <T> List<T> ask() {
      return List.of();
    }
  }

  @Dependent
  static class ReturnsInterface {
    @LlmCached
    public Map<String, Shape> ask() {
      return Map.of();
    }
  }

  @Dependent
  static class ReturnsHidden {
    @LlmCached
    public Hidden ask() {
      return new Hidden();
    }
  }

  @Dependent
  static class ReturnsUnset {
    @LlmCached
    public Unset ask() {
      return new Unset();
    }
  }

  @Dependent
  static class ReturnsNoConstructor {
    @LlmCached
    public Closed ask() {
      return new Closed();
    }
  }

  @Dependent
  @SuppressWarnings("rawtypes")
  static class ReturnsRawStage {
    @LlmCached
    public CompletionStage ask() {
      throw new UnsupportedOperationException();
    }
  }

  @Dependent
  static class PublishesNothing {
    @LlmCached
    public Flow.Publisher<Object> ask() {
      throw new UnsupportedOperationException();
    }
  }

  @Dependent
  static class WrongLifetime {
    @LlmCached(ttl = "ten minutes")
    public String ask() {
      return "";
    }
  }

  @Dependent
  static class WrongThreshold {
    @LlmCached(threshold = 95)
    public String ask(@SemanticKey String question) {
      return question;
    }
  }

  @Dependent
  static class UnknownParameter {
    @LlmCached(tags = "product:{idd}")
    public String ask(long id) {
      return "";
    }
  }

  @Dependent
  static class UnknownProperty {
    @LlmCached(tags = "customer:{order.customer.nme}")
    public String ask(Order order) {
      return "";
    }
  }

  @Dependent
  static class NoText {
    @LlmCached(tags = "customer:{order}")
    public String ask(Order order) {
      return "";
    }
  }

  @Dependent
  static class LoneBrace {
    @LlmCached(tags = "customer:{id")
    public String ask(long id) {
      return "";
    }
  }

  @Dependent
  static class CommaInTag {
    @LlmCached(tags = "a,b")
    public String ask(long id) {
      return "";
    }
  }

  @Dependent
  static class UnreadableUnless {
    @LlmCached(unless = "result.")
    public String ask(long id) {
      return "";
    }
  }

  @Dependent
  static class UnlessOfNobody {
    @LlmCached(unless = "reslt == 'x'")
    public String ask(long id) {
      return "";
    }
  }

  @Dependent
  static class UnlessOfPublisher {
    @LlmCached(unless = "result == 'x'")
    public Flow.Publisher<String> ask(long id) {
      throw new UnsupportedOperationException();
    }
  }

  @Dependent
  static class Overloaded {
    @LlmCached
    public String ask(long id) {
      return "";
    }

    @LlmCached
    public String ask(String id) {
      return id;
    }
  }

  @Dependent
  static class SharedByStrangers {
    @LlmCached(name = "strangers")
    public String ask(long id) {
      return "";
    }

    @LlmCached(name = "strangers")
    public int other(long id) {
      return 0;
    }
  }

  @Dependent
  static class TwoQuestions {
    @LlmCached
    public String ask(@SemanticKey String first, @SemanticKey String second) {
      return first + second;
    }
  }

  @Dependent
  static class QuestionOfNumbers {
    @LlmCached
    public String ask(@SemanticKey List<Long> first) {
      return "";
    }
  }

  @Dependent
  static class KeyAndIgnored {
    @LlmCached
    public String ask(@LlmCacheKey @LlmCacheIgnore String first) {
      return first;
    }
  }

  @Dependent
  static class ReadsStream {
    @LlmCached
    public String ask(InputStream in) {
      return "";
    }
  }

  @Dependent
  static class HiddenArgument {
    @LlmCached
    public String ask(List<Hidden> in) {
      return "";
    }
  }

  @Dependent
  static class PrivateMethod {
    @LlmCached
    private String ask() {
      return "";
    }
  }

  @Dependent
  static class StaticMethod {
    @LlmCached
    static String ask() {
      return "";
    }
  }

  @Dependent
  static class FinalMethod {
    @LlmCached
    public final String ask() {
      return "";
    }
  }

  @Dependent
  static class WrongName {
    @LlmCached(name = "a,b")
    public String ask() {
      return "";
    }
  }

  @Dependent
  @LlmCached
  static class OnClass {
    public String ask() {
      return "";
    }

    public void save(String what) {}
  }

  @Dependent
  static class TakesNothingAway {
    @LlmCacheInvalidate
    public void change() {}
  }

  @Dependent
  static class TakesUnknownAway {
    @LlmCached
    public String ask() {
      return "";
    }

    @LlmCacheInvalidate(name = "Shop.ask")
    public void change() {}
  }

  @Dependent
  static class WrongTagAway {
    @LlmCacheInvalidate(tags = "product:{idd}")
    public void change(long id) {}
  }

  @Dependent
  static class Shared {
    @LlmCached(name = "shared")
    public String ask(long id) {
      return "";
    }
  }

  @Dependent
  static class SharedToo {
    @LlmCached(name = "shared")
    public String fetch(long id) {
      return "";
    }
  }

  static class Of<T> {
    @LlmCached
    public List<T> ask(T first) {
      return List.of(first);
    }
  }

  @Dependent
  static class OfNumbers extends Of<Long> {}
}
