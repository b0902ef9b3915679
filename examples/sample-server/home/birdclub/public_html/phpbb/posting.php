<?php
// A reply to a topic: the board tells the one who watches the topic.
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    echo "<form method='post'><textarea name='message'></textarea></form>";
    exit;
}
$watcher = preg_replace('/[\r\n]+/', '', $_POST['watcher'] ?? '');
mail($watcher, 'Topic reply notification - "Waders in November"',
     "Somebody answered in a topic you are watching.\n",
     "From: Coast Bird Club <committee@birdclub.example>\r\nX-Mailer: phpBB3");
echo 'Posted.';
