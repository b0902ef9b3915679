<?php echo "<h1>Island Gazette</h1>";
