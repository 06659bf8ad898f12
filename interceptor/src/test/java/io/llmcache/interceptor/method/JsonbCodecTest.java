package io.llmcache.interceptor.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.bind.annotation.JsonbTransient;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonbCodecTest {

  public record Person(
      String name, int age, List<String> tags, Optional<String> nick, byte[] picture) {}

  public enum Colour {
    RED,
    GREEN
  }

  /** Without equals. */
  public static class Bean {
    public String name = "";
    public @Nullable Bean next;
  }

  /** Holds what JSON Binding does not see. */
  public static class Secretive {
    public int id;
    private String secret = "none";

    static Secretive keeping(String secret) {
      Secretive made = new Secretive();
      made.id = 7;
      made.secret = secret;
      return made;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Secretive that && id == that.id;
    }

    @Override
    public int hashCode() {
      return id;
    }
  }

  /** Another than its supertype, in nothing but its class. */
  public static class SpecialBean extends Bean {}

  /** Names the types that there are no literals for. */
  @SuppressWarnings({"unused", "NullAway"})
  static final class Types {
    List<Person> people;
    Map<String, Integer> counts;
    Map<Integer, List<Person>> byNumber;
    Map<Colour, String> byColour;
    Set<Long> numbers;
    Set<Bean> beans;
    Optional<Person> perhaps;
    List<Map<String, Set<String>>> deep;
    SortedMap<String, Integer> sorted;
    List<Optional<String>> optionals;
    List<BigDecimal> amounts;
    List<Object> anything;
    ArrayList<Bean> beanList;

    static Type of(String field) {
      try {
        return Types.class.getDeclaredField(field).getGenericType();
      } catch (NoSuchFieldException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static Person person(String name) {
    return new Person(name, 3, List.of("b", "a"), Optional.empty(), new byte[] {1, -2});
  }

  private static Bean bean(String name, @Nullable Bean next) {
    Bean bean = new Bean();
    bean.name = name;
    bean.next = next;
    return bean;
  }

  private static Map<String, Integer> ordered() {
    Map<String, Integer> map = new LinkedHashMap<>();
    for (String name : List.of("zeta", "alpha", "mid", "beta", "aa", "BB")) {
      map.put(name, map.size());
    }
    return map;
  }

  static Stream<Arguments> results() {
    return Stream.of(
        Arguments.of(String.class, "text with \" and \n and \u20ac and \ud83d\ude00"),
        Arguments.of(String.class, ""),
        Arguments.of(String.class, null),
        Arguments.of(int.class, 5),
        Arguments.of(Long.class, Long.MAX_VALUE),
        Arguments.of(boolean.class, true),
        Arguments.of(char.class, 'c'),
        Arguments.of(double.class, 0.1 + 0.2),
        Arguments.of(double.class, -0.0),
        Arguments.of(float.class, 1.1f),
        Arguments.of(BigInteger.class, new BigInteger("123456789012345678901234567890")),
        Arguments.of(BigDecimal.class, new BigDecimal("1.50")),
        Arguments.of(Types.of("amounts"), List.of(new BigDecimal("1E+3"), new BigDecimal("0.0"))),
        Arguments.of(int[].class, new int[] {3, 1}),
        Arguments.of(byte[].class, new byte[] {0, -1}),
        Arguments.of(String[].class, new String[] {"a", null}),
        Arguments.of(Person[].class, new Person[] {person("x")}),
        Arguments.of(Colour.class, Colour.GREEN),
        Arguments.of(Person.class, person("x")),
        Arguments.of(Bean.class, bean("a", bean("b", null))),
        Arguments.of(Types.of("people"), List.of(person("x"), person("y"))),
        Arguments.of(Types.of("counts"), ordered()),
        Arguments.of(Types.of("counts"), new HashMap<>(ordered())),
        Arguments.of(Types.of("counts"), Map.copyOf(ordered())),
        Arguments.of(Types.of("sorted"), new TreeMap<>(ordered())),
        Arguments.of(Types.of("byNumber"), Map.of(1, List.of(person("x")))),
        Arguments.of(Types.of("byColour"), Map.of(Colour.RED, "r")),
        Arguments.of(Types.of("numbers"), new LinkedHashSet<>(List.of(100_000L, 5L, 70_000L))),
        Arguments.of(Types.of("numbers"), Set.of(1L, 2L)),
        Arguments.of(Types.of("perhaps"), Optional.empty()),
        Arguments.of(Types.of("perhaps"), Optional.of(person("x"))),
        Arguments.of(Types.of("optionals"), List.of(Optional.of("a"), Optional.empty())),
        Arguments.of(Types.of("deep"), List.of(Map.of("a", new HashSet<>(List.of("x", "y"))))),
        Arguments.of(OptionalInt.class, OptionalInt.of(3)),
        Arguments.of(Instant.class, Instant.parse("2026-01-02T03:04:05.123456789Z")),
        Arguments.of(LocalDate.class, LocalDate.of(2026, 2, 3)),
        Arguments.of(LocalDateTime.class, LocalDateTime.of(2026, 2, 3, 4, 5, 6, 7)),
        Arguments.of(LocalTime.class, LocalTime.of(4, 5, 6, 7)),
        Arguments.of(
            ZonedDateTime.class, ZonedDateTime.parse("2026-01-02T03:04:05+01:00[Europe/Paris]")),
        Arguments.of(OffsetDateTime.class, OffsetDateTime.parse("2026-01-02T03:04:05+01:00")),
        Arguments.of(Duration.class, Duration.ofMillis(1234)),
        Arguments.of(Period.class, Period.ofDays(3)),
        Arguments.of(DayOfWeek.class, DayOfWeek.MONDAY),
        Arguments.of(UUID.class, UUID.fromString("2ce79296-7e2a-486d-ac7b-00e5c4deeccf")),
        Arguments.of(URI.class, URI.create("https://llm.example/a?b=c")));
  }

  @ParameterizedTest
  @MethodSource("results")
  void comesBack(Type type, @Nullable Object result) throws Exception {
    JsonbCodec codec = new JsonbCodec(type);

    Object back = codec.fromJson(codec.toJson(result));

    assertThat(Sameness.difference(result, back)).isNull();
    if (result == null) {
      assertThat(back).isNull();
    } else if (!(result instanceof Bean || result instanceof Person || holdsArrays(result))) {
      assertThat(back).isEqualTo(result);
    }
  }

  private static boolean holdsArrays(Object result) {
    return result.getClass().isArray() || String.valueOf(result).contains("Person[");
  }

  @Test
  void aMapComesBackInItsOrder() throws Exception {
    JsonbCodec codec = new JsonbCodec(Types.of("counts"));

    Map<?, ?> back = (Map<?, ?>) Objects.requireNonNull(codec.fromJson(codec.toJson(ordered())));

    assertThat(new ArrayList<Object>(back.keySet())).isEqualTo(List.copyOf(ordered().keySet()));
  }

  @Test
  void nobodyGetsTheSameObject() throws Exception {
    JsonbCodec codec = new JsonbCodec(Types.of("beanList"));
    List<Bean> beans = new ArrayList<>(List.of(bean("a", null)));

    byte[] json = codec.toJson(beans);
    Object one = codec.fromJson(json);

    assertThat(one).isNotSameAs(beans).isNotSameAs(codec.fromJson(json));
  }

  private static final class Hidden {
    @SuppressWarnings("unused")
    private final String name;

    Hidden(String name) {
      this.name = name;
    }
  }

  /** Knows its parent, which JSON does not. */
  public static class Child {
    public String name = "child";
    @JsonbTransient public @Nullable Bean parent;
  }

  static Stream<Arguments> lost() {
    Bean self = bean("a", null);
    self.next = self;
    Child child = new Child();
    child.parent = bean("p", null);
    return Stream.of(
        Arguments.of("private, and not in equals", Secretive.class, Secretive.keeping("s")),
        Arguments.of("transient to JSON", Child.class, child),
        Arguments.of("the class", Bean.class, new SpecialBean()),
        Arguments.of("no constructor", Hidden.class, new Hidden("x")),
        Arguments.of("a holder of itself", Bean.class, self),
        Arguments.of("a text as an object", Object.class, "x"),
        Arguments.of("a number as an object", Types.of("anything"), List.of(5)),
        Arguments.of("half a character", String.class, "a\ud800b"),
        Arguments.of("no number", double.class, Double.NaN),
        Arguments.of("no equals", Object.class, new StringBuilder("x")),
        Arguments.of("a set without equals", Types.of("beans"), Set.of(bean("a", null))),
        Arguments.of("null for an optional", Types.of("perhaps"), null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lost")
  void whatWouldBeLostIsRefused(String what, Type type, @Nullable Object result) {
    JsonbCodec codec = new JsonbCodec(type);

    assertThatThrownBy(() -> codec.toJson(result)).isInstanceOf(NotRestorableException.class);
  }

  @Test
  void theRefusalNamesTheFieldAndNoValue() {
    JsonbCodec codec = new JsonbCodec(Secretive.class);

    assertThatThrownBy(() -> codec.toJson(Secretive.keeping("the-value")))
        .hasMessageContaining("Secretive.secret")
        .message()
        .doesNotContain("the-value");
  }

  @Test
  void jsonOfAnotherTypeIsRefused() throws Exception {
    byte[] text = new JsonbCodec(String.class).toJson("x");

    assertThatThrownBy(() -> new JsonbCodec(Person.class).fromJson(text))
        .isInstanceOf(NotRestorableException.class);
    assertThatThrownBy(() -> new JsonbCodec(int[].class).fromJson(Arrays.copyOf(text, 1)))
        .isInstanceOf(NotRestorableException.class);
  }

  @Test
  void anEqualTextInAFieldBeforeHidesNothing() {
    Map<String, Object> before = Map.of("a", "x", "b", "x");
    Map<String, @Nullable Object> after = new HashMap<>(before);
    after.put("b", null);

    assertThat(Sameness.difference(before, after)).isNotNull();
    assertThat(Sameness.difference(List.of("x", "x"), Arrays.asList("x", null))).isNotNull();
    assertThat(Sameness.difference(List.of(1), List.of(1L))).contains("Integer");
  }

  @Test
  void theOrderCountsWhereThereIsOne() {
    Map<String, Integer> there = ordered();
    Map<String, Integer> back = new TreeMap<>(there);

    assertThat(Sameness.difference(there, back)).isNotNull();
    assertThat(Sameness.difference(new HashMap<>(there), back)).isNull();
    assertThat(
            Sameness.difference(
                new LinkedHashSet<>(List.of("b", "a")), new LinkedHashSet<>(List.of("a", "b"))))
        .isNotNull();
    assertThat(Sameness.difference(Set.of("b", "a"), new LinkedHashSet<>(List.of("a", "b"))))
        .isNull();
    assertThat(Sameness.difference(Set.of("b", "a"), Set.of("b", "c"))).isNotNull();
    assertThat(Sameness.difference(List.of("b", "a"), List.of("a", "b"))).isNotNull();
  }
}
