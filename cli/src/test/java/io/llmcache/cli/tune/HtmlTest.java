package io.llmcache.cli.tune;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void markupBecomesText() {
    assertThat(Html.escape("<a href=\"x\" title='y'>&amp;</a>"))
        .isEqualTo("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
  }

  @Test
  void whatXmlCannotHoldIsReplaced() {
    assertThat(Html.escape("a\u0000b\u001bc\ud800d\uffff\te\ud83d\ude00"))
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffd\te\ud83d\ude00");
  }

  @Test
  void anAxisEndsAtARoundNumber() {
    assertThat(Axis.round(0.035)).isEqualTo(0.04);
    assertThat(Axis.round(0.2)).isEqualTo(0.2);
    assertThat(Axis.round(437)).isEqualTo(600);
    assertThat(Axis.round(0)).isEqualTo(1);
    assertThat(new Axis(0.8, 0.99, 0, 100).ticks(0.05)).hasSize(4);
    assertThat(String.valueOf(new Axis(-0.0, 1, 0, 100).ticks(1).min().orElseThrow()))
        .isEqualTo("0.0");
  }
}
