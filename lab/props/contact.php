<?php
// A lawyer's contact form: mails the office, with a copy to whoever asks.
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    echo "<form method='post'><input name='email'><textarea name='text'></textarea></form>";
    exit;
}
$client = preg_replace('/[\r\n]+/', '', $_POST['email'] ?? '');
mail('office@samuel-law.example', 'Question from the web site', $_POST['text'] ?? '',
     "From: Office <office@samuel-law.example>\r\nReply-To: $client\r\nCc: $client");
echo 'Thank you.';
