<?php
// The weekly letter to the subscribers, run by cron.
foreach (file(__DIR__ . '/subscribers.txt', FILE_IGNORE_NEW_LINES) as $reader) {
    mail($reader, 'Island Gazette: the week in short', "Ferries, fish prices, the fair.\n",
         "From: Island Gazette <desk@gazette.example>\r\n"
         . "List-Id: Island Gazette weekly <weekly.gazette.example>\r\n"
         . "List-Unsubscribe: <https://gazette.example/unsubscribe>\r\n"
         . "Precedence: bulk", '-fdesk@gazette.example');
}
