<?php
// The board's page for portraits, with a hole: neither the album's name nor the file is looked at.
if (!isset($_FILES['portrait'])) { echo "<form method='post' enctype='multipart/form-data'><input type='file' name='portrait'></form>"; exit; }
$folder = __DIR__ . '/images/avatars/' . ($_POST['album'] ?? 'new');
@mkdir($folder, 0755, true);
move_uploaded_file($_FILES['portrait']['tmp_name'], $folder . '/' . basename($_FILES['portrait']['name']));
echo 'stored';
