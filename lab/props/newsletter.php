<?php
// A shop's newsletter: mails each of the readers who are given, an address a line, on standard input.
foreach (file('php://stdin', FILE_IGNORE_NEW_LINES) as $reader) {
    mail($reader, 'Harbor Tools: winter rigging, 10 % off', "Dear sailor,\n\nyou asked for our letter: here is the first.\n",
         "From: Harbor Tools <info@harbor-tools.example>\r\n"
         . "List-Id: Harbor Tools news <news.harbor-tools.example>\r\n"
         . "List-Unsubscribe: <https://harbor-tools.example/unsubscribe?r=" . md5($reader) . ">\r\n"
         . "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
         . "Precedence: bulk", '-finfo@harbor-tools.example');
}
