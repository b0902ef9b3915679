<?php
// A contact page of long ago that puts the visitor's words into a header unchecked: a newline in
// `email` adds headers of the stranger's own.
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    echo "<form method='post'><input name='email'><input name='subject'><textarea name='text'></textarea></form>";
    exit;
}
mail('booking@lakeside-hotel.example', preg_replace('/[\r\n]+/', ' ', $_POST['subject'] ?? ''), $_POST['text'] ?? '',
     'From: ' . ($_POST['email'] ?? ''));
echo 'Thank you.';
