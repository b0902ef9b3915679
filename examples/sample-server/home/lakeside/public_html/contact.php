<?php
// The hotel's contact form: mails the front desk, with a copy to the guest.
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    echo "<form method='post'><input name='email'><textarea name='text'></textarea></form>";
    exit;
}
$guest = preg_replace('/[\r\n]+/', '', $_POST['email'] ?? '');
mail('booking@lakeside-hotel.example', 'Question from the web site', $_POST['text'] ?? '',
     "From: Lakeside Hotel <booking@lakeside-hotel.example>\r\nReply-To: $guest\r\nCc: $guest");
echo 'Thank you.';
