package io.llmcache.internal.guard;

import java.util.regex.Pattern;

/** Questions for the asker's own data or state: "what is my balance", not "how do I change it". */
final class PersonalGate implements Gate {

  private static final String DATA =
      "(?:balance|orders?|package|parcel|shipment|delivery|purchases?|refunds?|payments?|transactions?|transfers?"
          + "|deposits?|withdrawals?|statements?|bills?|invoices?|paycheck|salary|bonus|taxes|debts?|credit(?! card)"
          + "|score|points|miles|rewards|limit|subscription|plan|contract|policy|claim|tickets?|reservations?"
          + "|bookings?|flights?|appointments?|meetings?|schedule|calendar|agenda|reminders?|alarms?|lists?"
          + "|to ?do|tasks|emails?|mails?|inbox|messages?|notifications|calls?|contacts?|voicemail|photos"
          + "|files|notes|playlists?|location|address|phone number|account number|routing number|pin|password"
          + "|username|name|birthday|age|test results?|lab results?|results|prescriptions?|diagnosis|grades?"
          + "|application|visa status|status|data usage|usage|spending|expenses|income|savings|portfolio"
          + "|stocks?|investments?|account|vacation days|pto|heart rate|steps|weight|mileage)";

  private static final Pattern ASKS_FOR =
      Pattern.compile(
          "^(?:what(?:'s|s| is| are| was| were)|when(?:'s|s| is| was| will| does| did| are)|where(?:'s|s| is| are| was)"
              + "|who(?:'s|s| is)|how (?:much|many|big|high|long)(?: (?:is|are|was|money is))?(?: left)?"
              + "|show(?: me)?|check|check on|tell me|give me|read(?: me)?|see|view|find|look up|list|do you know|get"
              + "|track|locate|open|pull up|display|let me (?:see|know))"
              + "(?: (?:up|out|on|all|of|about|how|much|many|money|there|what|when|where|the|status|number|amount|date|due|for|is|are|in|left"
              + "|total|me|if|has|any|new)){0,6}"
              + " my (?:[\\w'-]{1,20} ){0,3}?"
              + DATA
              + "\\b");

  private static final Pattern STATE =
      Pattern.compile(
          "^(?:did|has|have|is|are|was|were|will|does) my (?:[\\w'-]{1,20} ){0,3}?"
              + DATA
              + "\\b"
              + "|^(?:when will|how long until|how soon will|has anyone seen) my (?:[\\w'-]{1,20} ){0,3}?"
              + DATA
              + "|^do i (?:have|owe|own|still have|need to be|got)\\b(?! to\\b)"
              + "|^(?:have|did|was|were) i\\b|^am i (?:overdrawn|approved|enrolled|registered|subscribed|late"
              + "|eligible|insured|covered|free|booked|due|scheduled|signed|logged)\\b"
              + "|^(?:how much|how many)(?: [\\w']{1,20}){0,4} (?:do|did|have|am|can) i (?:have|owe|spend|spent|earn|earned"
              + "|get paid|paid|left|got|make|made|used|slept|walked|run|ran|save|saved)\\b"
              + "|^what (?:do|did|have|am) i (?:have(?! to\\b)|owe|spend|order|buy|scheduled|planned|miss|got|say|eat)\\b"
              + "|^who (?:called|texted|emailed|messaged|mailed) me\\b|^(?:any|do i have any) (?:new|unread) "
              + "|^(?:any|new|unread|recent|check|check for|check the|are there any|is there any|show|read|do i have)"
              + "(?: (?:any|new|unread|recent|the|all|for|if))* (?:e-?mails?|inbox|mails?|messages?|alarms?|meetings?"
              + "|appointments?|notifications?|contacts?)\\b"
              + "|\\b\\w{2,20}'s (?:home |mobile |cell |office |work |e-?mail |phone )?(?:phone|number|address|e-?mail"
              + "|birthday|contact)\\b|\\b(?:alarms?|meetings?) (?:do|have|did) i\\b|\\bdo i work\\b"
              + "|\\bam i (?:on|using|paying)\\b|^(?:did|has) \\w+ (?:\\w+ ){0,3}(?:me|my)\\b"
              + "|\\bwhere am i\\b|\\bwho am i\\b|\\bwhat is my name\\b|^what's on my\\b|^whats on my\\b"
              + "|\\b(?:on file|ending in) (?:for|\\d)|\\b(?:status of|track|locate|where is) "
              + "(?:my |the |this |our )?(?:\\w+ )?(?:order|package|parcel|purchase|shipment|transfer|delivery|wire transfer)\\b"
              + "(?: #?\\w*\\d)?");

  private static final Pattern GENERAL =
      Pattern.compile(
          "^(?:how (?:do|can|to|should|would|does)|why|what (?:happens|if|should|can|do) )");

  @Override
  public String name() {
    return "personal";
  }

  @Override
  public boolean refuses(Phrasing question) {
    boolean general = question.begins(GENERAL) && !question.begins(STATE);
    return !general
        && (ASKS_FOR.matcher(question.bare()).find() || STATE.matcher(question.bare()).find());
  }
}
