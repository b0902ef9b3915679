// How the file of a script came: the choice among uploads that name it, and what only agrees in
// time.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dossier/script_place.h"
#include "verdict/entry.h"

namespace queuehound {
namespace {

constexpr seconds kLone{10};  // one stranger's POST this near and no other: worth a "perhaps"
constexpr seconds kLongKnown{7 * 86400};
constexpr seconds kDay{86400};

struct Door {
  EntryWay how;
  std::string_view words, password;
};
const Door& door_of(UploadDoor door) {
  static constexpr Door kDoors[] = {
      {EntryWay::ftp_upload, "by FTP", "FTP"},
      {EntryWay::ssh_upload, "by SFTP", "SSH"},
      {EntryWay::panel_upload, "through the panel's file manager", "panel"}};
  return kDoors[static_cast<std::size_t>(door)];
}

class ScriptChoice {
 public:
  ScriptChoice(const ScriptStory& story, const ScriptTrace& trace, const TimeZone& zone, Time now)
      : story_(story), trace_(trace), zone_(zone), now_(now) {}

  Entry choose() {
    if (const UploadRecord* upload = named_upload())
      tell_upload(*upload);
    else if (const RequestRecord* put = put_of_file())
      tell_put(*put);
    else if (const RequestRecord* write = known_write())
      tell_known_write(*write);
    else if (const RequestRecord* named = naming_request())
      tell_naming_request(*named);
    else if (const UploadRecord* panel = near_panel())
      tell_panel(*panel);
    else if (const RequestRecord* lone = lone_write())
      tell_lone_write(*lone);
    else
      tell_unknown();
    tell_first_request();
    tell_dates();
    tell_siblings();
    return std::move(entry_);
  }

 private:
  std::string when(Time at) const { return moment_text(at, zone_, now_); }
  void say(std::string_view sentence) {
    if (!entry_.text.empty()) entry_.text += ' ';
    entry_.text += sentence;
  }
  void set(EntryWay how, const std::optional<IpAddress>& address, Time at, const TraceLine& line) {
    entry_.how = how;
    entry_.address = address;
    entry_.at = at;
    entry_.source = {line.path, line.offset, line.line};
  }

  // ---- nearness

  struct Near {
    seconds distance{seconds::max()};
    bool is_after = false;    // the record's stamp, not the moment's
    std::string_view moment;  // in words
  };
  Near near(Time at) const {
    Near best;
    const auto try_moment = [&](Time moment, std::string_view words) {
      if (at < moment - kNearChange || at > moment + kNearAfter) return;
      const seconds distance = std::chrono::abs(moment - at);
      if (distance < best.distance) best = {distance, at > moment, words};
    };
    for (const Time moment : trace_.moments) {
      const bool is_file = trace_.file.exists && moment == trace_.file.modified;
      const bool is_change = trace_.is_change_time_known && moment == trace_.file.changed;
      try_moment(moment, is_file     ? "the date of the file"
                         : is_change ? "the file's last change on the disk"
                                     : "the first request for the file");
    }
    return best;
  }
  bool is_near(Time at) const { return near(at).distance != seconds::max(); }

  bool used_it_later(const IpAddress& address) const {
    return is_driver(address) || (trace_.first_request && trace_.first_request->address == address);
  }
  bool is_driver(const IpAddress& address) const {
    return std::ranges::find(story_.drivers, address) != story_.drivers.end();
  }

  // ---- who

  // Of the uploads that name the file: the one nearest to a moment the disk or the logs give; else
  // the last before it mailed; else the first (the others wrote it again).
  const UploadRecord* named_upload() const {
    const UploadRecord* nearest = nullptr;
    const UploadRecord* last = nullptr;
    const UploadRecord* first = nullptr;
    for (const UploadRecord& upload : trace_.uploads) {
      if (upload.match == PathMatch::none) continue;
      if (upload.match == PathMatch::name && !is_near(upload.at)) continue;
      if (is_near(upload.at) &&
          (nearest == nullptr || near(upload.at).distance < near(nearest->at).distance))
        nearest = &upload;
      if (upload.at <= story_.first_mail && (last == nullptr || upload.at >= last->at))
        last = &upload;
      if (first == nullptr || upload.at < first->at) first = &upload;
    }
    return nearest != nullptr ? nearest : last != nullptr ? last : first;
  }

  template <class Fits>
  const RequestRecord* nearest_write(Fits&& fits) const {
    const RequestRecord* best = nullptr;
    for (const RequestRecord& write : trace_.writes)
      if (is_near(write.at) && fits(write) &&
          (best == nullptr || near(write.at).distance < near(best->at).distance))
        best = &write;
    return best;
  }
  const RequestRecord* put_of_file() const {
    return nearest_write([](const RequestRecord& write) { return write.is_put_of_file; });
  }
  const RequestRecord* known_write() const {
    return nearest_write([&](const RequestRecord& write) { return used_it_later(write.address); });
  }
  // Whoever wants to can write a name into a request for a page that has nothing to do with it: it
  // is told, and nobody is blocked for it.
  const RequestRecord* naming_request() const {
    return nearest_write([](const RequestRecord& write) { return write.names_file; });
  }
  const RequestRecord* lone_write() const {
    std::set<IpAddress> addresses;
    for (const RequestRecord& write : trace_.writes) addresses.insert(write.address);
    const RequestRecord* nearest = nearest_write([](const RequestRecord&) { return true; });
    const bool is_lone =
        addresses.size() == 1 && nearest != nullptr && near(nearest->at).distance <= kLone;
    return is_lone ? nearest : nullptr;
  }
  const UploadRecord* near_panel() const {
    const UploadRecord* best = nullptr;
    for (const UploadRecord& upload : trace_.uploads)
      if (upload.match == PathMatch::none && is_near(upload.at) &&
          (best == nullptr || near(upload.at).distance < near(best->at).distance))
        best = &upload;
    return best;
  }

  // ---- in words

  static std::string from(const std::optional<IpAddress>& address) {
    return address ? " from " + to_text(*address) : std::string(" from an address not logged");
  }
  std::string before(Time at) const {
    const Near found = near(at);
    return found.distance == seconds(0)
               ? fmt::format("in the very second of {}", found.moment)
               : fmt::format("{} s {} {}", found.distance.count(),
                             found.is_after ? "after" : "before", found.moment);
  }

  void tell_upload(const UploadRecord& upload) {
    const Door& door = door_of(upload.door);
    set(door.how, upload.address, upload.at, upload.source);
    const std::string user = upload.user.empty() ? std::string{} : " by user " + upload.user;
    say(fmt::format("It came {}: uploaded{}{} on {}.", door.words, user, from(upload.address),
                    when(upload.at)));
    if (upload.match == PathMatch::name)
      say("The log gives the name only; the time agrees with the file's.");
    tell_address(upload, door);
  }

  void tell_address(const UploadRecord& upload, const Door& door) {
    if (!upload.address) return;
    if (is_driver(*upload.address)) say("The same address makes it send.");
    const DoorUse* known = nullptr;
    for (const DoorUse& use : trace_.door_uses)
      if (use.door == upload.door && use.address == *upload.address) known = &use;
    const bool has_past = trace_.upload_from && *trace_.upload_from <= upload.at - kDay;
    const std::string since = known == nullptr ? std::string{} : when(known->first);
    if (known != nullptr && known->first <= upload.at - kLongKnown)
      say(
          fmt::format("This address has come by the account's {} door since {}: the account's own "
                      "computer or its password is in other hands.",
                      door.password, since));
    else if (known != nullptr && known->first < upload.at - kDay)
      say(fmt::format("This address has come by the account's {} door since {}.", door.password,
                      since));
    else if (has_past)
      say(
          fmt::format("The address is new at this door: the account's {} password is in other "
                      "hands.",
                      door.password));
    else
      say("Whether the address is the owner's cannot be told: the logs do not reach further back.");
  }

  void tell_put(const RequestRecord& put) {
    set(EntryWay::web_upload, put.address, put.at, put.source);
    say(fmt::format("It came through the web: {} put it there by a PUT to {} on {}.",
                    to_text(put.address), put.url, when(put.at)));
  }

  void tell_known_write(const RequestRecord& write) {
    set(EntryWay::web_upload, write.address, write.at, write.source);
    say(fmt::format("It came through the web, most likely: {} {} {} on {}, {}, and {}.",
                    to_text(write.address), write.names_file ? "asked for" : "sent a POST to",
                    write.url, when(write.at), before(write.at),
                    is_driver(write.address)
                        ? std::string("the same address makes it send")
                        : fmt::format("the same address was the first to ask for it, on {}",
                                      when(trace_.first_request->at))));
    say("That page takes files from strangers, or its password is known: have it repaired.");
  }

  void tell_naming_request(const RequestRecord& named) {
    set(EntryWay::web_upload, named.address, named.at, named.source);
    say(
        fmt::format("It came through the web, perhaps: {} asked for {} on {}, {}, and the request "
                    "names the file.",
                    to_text(named.address), named.url, when(named.at), before(named.at)));
    say("Look at that page: it may do what strangers tell it.");
  }

  void tell_panel(const UploadRecord& panel) {
    set(EntryWay::panel_upload, panel.address, panel.at, panel.source);
    const std::string user = panel.user.empty() ? "an account it does not name" : panel.user;
    say(
        fmt::format("It came through the panel's file manager, perhaps: it was used for {}{} on "
                    "{}, {}. Which file it wrote is not logged.",
                    user, from(panel.address), when(panel.at), before(panel.at)));
    if (panel.address && used_it_later(*panel.address))
      say("The same address used the file later, which makes it all but sure.");
    tell_address(panel, door_of(panel.door));
  }

  void tell_lone_write(const RequestRecord& write) {
    set(EntryWay::web_upload, write.address, write.at, write.source);
    say(
        fmt::format("It came through the web, perhaps: within {} s, {} sent a POST to {} ({}). "
                    "Nobody else sent anything to the site in these two minutes, but only the time "
                    "speaks for it.",
                    std::max<std::int64_t>(1, near(write.at).distance.count()),
                    to_text(write.address), write.url, before(write.at)));
  }

  void tell_unknown() {
    say("How it came is not known.");
    if (first_request_tells()) {
      const TraceLine& line = trace_.first_request->source;
      entry_.source = {line.path, line.offset, line.line};
    }
    if (!trace_.writes.empty()) {
      std::set<IpAddress> addresses;
      for (const RequestRecord& write : trace_.writes) addresses.insert(write.address);
      say(
          fmt::format("{} POST request{} from {} address{} came in the two minutes before, none of "
                      "an address that used the file later.",
                      trace_.writes.size(), trace_.writes.size() == 1 ? "" : "s", addresses.size(),
                      addresses.size() == 1 ? "" : "es"));
    }
    tell_reach();
  }

  // What was looked at, and how far back it goes.
  void tell_reach() {
    const auto reach = [&](std::string_view what, const std::optional<Time>& since) {
      return since ? fmt::format("{} since {}", what, when(*since))
                   : fmt::format("{}: no record", what);
    };
    const std::string_view whose =
        trace_.is_anybodys ? "access logs of all sites around its date" : "access logs of the site";
    say(fmt::format("Looked at: {}; {}.", reach(whose, trace_.web_from),
                    reach("FTP, SFTP and panel logs", trace_.upload_from)));
    if (!trace_.file.exists) return say("The file itself is gone.");
    if (trace_.file.modified == Time{}) return;
    const bool is_gone = !trace_.web_from || *trace_.web_from > trace_.file.modified;
    if (is_gone && trace_.file.modified < story_.first_mail)
      say(fmt::format("The file bears the date {}, and the logs of that day are gone.",
                      when(trace_.file.modified)));
  }

  // Where the log begins with it, it is only the first that was kept.
  bool first_request_tells() const {
    return trace_.first_request && trace_.web_from &&
           *trace_.web_from <= trace_.first_request->at - kDay;
  }
  void tell_first_request() {
    if (!trace_.first_request) return;
    const bool was_told = entry_.how == EntryWay::web_upload && entry_.address &&
                          *entry_.address == trace_.first_request->address;
    if (was_told) return;
    const std::string who = fmt::format("{}, on {}", to_text(trace_.first_request->address),
                                        when(trace_.first_request->at));
    if (first_request_tells())
      say(fmt::format("The first request for it is of {}.", who));
    else
      say(fmt::format("The first request for it in the logs, which begin about then, is of {}.",
                      who));
  }

  // What the file's date says beside the rest. Whoever writes a file can set it.
  void tell_dates() {
    if (!trace_.file.exists) return;
    const Time date = trace_.file.modified;
    if (date == Time{})
      return say("It is sealed (root's, mode 000): its dates are those of sealing.");
    if (trace_.first_request && trace_.first_request->at < date - kNearChange)
      say(
          fmt::format("It was asked for before the date it bears, {}: the file is older and was "
                      "changed then; compare it with "
                      "a clean copy.",
                      when(date)));
    const bool is_set_back = (entry_.at && date < *entry_.at - kDay) ||
                             (trace_.is_change_time_known && date < trace_.file.changed - kDay);
    if (is_set_back)
      say(
          fmt::format("The date the file bears, {}, is older than that: whoever writes a file can "
                      "set it.",
                      when(date)));
    if (is_set_back && trace_.is_change_time_known && date < trace_.file.changed - kDay)
      say(fmt::format("The disk last saw it changed on {}.", when(trace_.file.changed)));
  }

  void tell_siblings() {
    for (const Sibling& sibling : trace_.siblings)
      if (sibling.why != SiblingWhy::same_name || place_of(sibling.path) != ScriptPlace::ordinary)
        entry_.siblings.push_back(sibling);
    if (trace_.more_of_the_minute > 0)
      say(fmt::format("{} more files of its owner bear the same minute.",
                      trace_.more_of_the_minute));
    if (trace_.siblings_are_cut)
      say("The server holds too many files to look at all of them for siblings.");
  }

  const ScriptStory& story_;
  const ScriptTrace& trace_;
  const TimeZone& zone_;
  Time now_;
  Entry entry_;
};

}  // namespace

Entry choose_script_entry(const ScriptStory& story, const ScriptTrace& trace, const TimeZone& zone,
                          Time now) {
  return ScriptChoice(story, trace, zone, now).choose();
}

}  // namespace queuehound
